/// What the records of an export repeat: the bytes between their values, and which member follows which.
///
/// Exports that a machine has written repeat them in record after record.
///
/// ```
/// {"id": 7, "name": "A"},    members `{"id": ` and `, "name": `   end `}`   between records `,␊`
/// {"id": 8, "name": "B"}
/// ```
///
/// The member that followed last time is expected to follow again, and compared whole. Where another one comes, as in
/// records with optional fields or in no fixed order, it is looked up by its key.
///
/// A layout is only ever a guess: every byte of a record is compared or checked, and a record that differs in anything
/// but its values and the order of its members is read by the general tokenizer.
@safe
struct RecordLayout: ~Copyable {
    /// What stands before one member's value, and where the value goes.
    struct Member: BitwiseCopyable {
        /// The place in `literals` of what separates it from the value before, the key, and the colon.
        var start: UInt32 = 0
        var length: UInt32 = 0
        /// A bit for each of the literal's bytes among the first 32.
        var mask: UInt32 = 0
        /// How long its value was last.
        var valueLength: UInt32 = 0
        /// The value's column, or `FieldTable.extraField`.
        var column = FieldTable.extraField
        /// The member that followed last time; for the end of the record, the one that the next began with.
        var successor = RecordLayout.end
        /// The length of the key, quotes included, and how far before the value it begins.
        var keyLength: UInt32 = 0
        var keyDistance: UInt32 = 0
        /// The member that this is, or is the head of.
        var identity = RecordLayout.end
        /// The same member at the beginning of a record, where a brace stands before it; `end` where it was never there.
        var head = RecordLayout.end

        var literal: Literal { Literal(start: start, length: length) }
    }

    /// A stretch of `literals`.
    struct Literal: BitwiseCopyable {
        var start: UInt32 = 0
        var length: UInt32 = 0
    }

    /// Stands for the end of a record where a member is expected: its literal is the closing one.
    static let end: UInt16 = 0
    /// So many bytes behind a literal must be readable: it is compared, and the value scanned, in blocks.
    static let reach = 64
    /// Records with more members than this, and longer keys, are not worth a guess.
    static let maximumMembersOfRecord = 512
    static let maximumLiteral = 1_024
    /// Where more have been met, all are forgotten.
    static let maximumMembers = 1_024
    /// More than there may be members and heads after one more record, and a power of two.
    static let bucketCount = 4_096

    /// All literals one behind the other, with a block's worth of padding.
    var literals = GrowingBuffer<UInt8>(capacity: 1_024)
    /// The end of the record first.
    var members = GrowingBuffer<Member>(capacity: 64)
    /// For each member its key, without the quotes.
    var keys = GrowingBuffer<Literal>(capacity: 64)
    /// For each member the number of the record that it was met in last.
    var metIn = GrowingBuffer<UInt32>(capacity: 64)
    /// Open addressing by the hash of the key: a member, or `end` for none.
    var buckets = GrowingBuffer<UInt16>(capacity: bucketCount)
    /// For each column its member, or `end`.
    var columnMembers: GrowingBuffer<UInt16>
    /// The columns that a record in the usual order does not have.
    var absentColumns = GrowingBuffer<UInt16>(capacity: 16)
    /// The bytes from the end of one record to the beginning of the next, with padding; none where they are not known.
    var recordGap = GrowingBuffer<UInt8>(capacity: 128)
    var recordGapLength = 0
    /// Whether nothing but values stands between the tokens: such a record is its own compact form.
    var isCompact = true
    /// The number of the record at hand, and how many columns it has a member for so far.
    var record: UInt32 = 0
    var columnsMet = 0

    /// A layout of nothing yet, for batches with so many columns.
    init(columns: Int) {
        columnMembers = GrowingBuffer(capacity: columns)
        for _ in 0..<columns { columnMembers.append(Self.end) }
        for _ in 0..<Self.bucketCount { buckets.append(Self.end) }
        removeAll()
    }

    /// Whether there is anything to expect.
    var isKnown: Bool { members.count > 1 }

    /// Forgets everything.
    mutating func removeAll() {
        literals.truncate(to: 0)
        for _ in 0..<Self.reach { literals.append(0) }
        members.truncate(to: 0)
        metIn.truncate(to: 0)
        keys.truncate(to: 0)
        append(Member(), key: Literal())
        for bucket in 0..<Self.bucketCount { buckets[bucket] = Self.end }
        for column in 0..<columnMembers.count { columnMembers[column] = Self.end }
        absentColumns.truncate(to: 0)
        recordGapLength = 0
        isCompact = true
    }

    /// Adds a literal, and keeps a block of padding behind the last one.
    mutating func append(_ bytes: Span<UInt8>) -> Literal {
        let start = literals.count - Self.reach
        literals.truncate(to: start)
        literals.append(contentsOf: bytes)
        for _ in 0..<Self.reach { literals.append(0) }
        return Literal(start: UInt32(start), length: UInt32(bytes.count))
    }

    mutating func append(_ member: Member, key: Literal) {
        members.append(member)
        keys.append(key)
        metIn.append(0)
    }

    /// The bytes of a literal.
    @_lifetime(borrow self)
    func bytes(of literal: Literal) -> Span<UInt8> {
        // SAFETY: the span is of this value's own bytes.
        unsafe _overrideLifetime(
            literals.span.extracting(Int(literal.start)..<Int(literal.start + literal.length)),
            borrowing: self
        )
    }
}
