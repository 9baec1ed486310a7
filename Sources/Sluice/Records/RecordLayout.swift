import CSluiceKernels

/// What the records of an export repeat: the bytes between their values, and which member follows which.
///
/// Machine-written exports repeat them in record after record.
///
/// ```
/// {"id": 7, "name": "A"},    members `{"id": ` and `, "name": `   end `}`   between records `,␊`
/// {"id": 8, "name": "B"}
/// ```
///
/// The member that followed last time is expected to follow again, and is compared whole. If a different one comes, as
/// with optional fields or without a fixed order, it is looked up by its key.
///
/// A layout is only ever a guess: every byte of a record is compared or checked. A record that differs in anything but
/// its values and the order of its members is read by the general tokenizer instead.
@safe
struct RecordLayout: ~Copyable {
    /// A range of `literals`.
    struct Literal: BitwiseCopyable {
        var start: UInt32 = 0
        var length: UInt32 = 0
    }

    /// The member that stands for the end of a record: its literal is the closing one.
    static let end: UInt16 = 0
    /// How many bytes after a literal must be readable: literals are compared, and values scanned, in blocks.
    static let reach = 64
    /// Records with longer literals than this are not worth a guess.
    static let maximumLiteral = 1_024
    /// A power of two, larger than the number of members and heads that learning allows, and those of one more record.
    private static let bucketCount = 4_096

    /// All literals in a row, with a block's worth of padding.
    private(set) var literals = GrowingBuffer<UInt8>(capacity: 1_024)
    /// The end of the record comes first.
    var members = GrowingBuffer<LayoutMember>(capacity: 64)
    /// For each member its key, without the quotes.
    private var keys = GrowingBuffer<Literal>(capacity: 64)
    /// For each member the number of the last record that had it.
    private var lastRecords = GrowingBuffer<UInt32>(capacity: 64)
    /// Open addressing by the hash of the key: a member, or `end` for none.
    private var buckets = GrowingBuffer<UInt16>(capacity: bucketCount)
    /// For each column its member, or `end`.
    private var columnMembers: GrowingBuffer<UInt16>
    /// The columns that a record in the usual order does not have.
    private(set) var absentColumns = GrowingBuffer<UInt16>(capacity: 16)
    /// The bytes from the end of one record to the beginning of the next, with padding; empty if unknown.
    private var recordGap = GrowingBuffer<UInt8>(capacity: 128)
    private(set) var recordGapLength = 0
    /// Whether there is no white space between the tokens: such a record is its own compact form.
    var isCompact = true
    /// The number of the current record, and how many columns it has a member for so far.
    private var record: UInt32 = 0
    private var columnsSeen = 0

    /// An empty layout for batches with `columns` columns.
    init(columns: Int) {
        columnMembers = GrowingBuffer(capacity: columns)
        for _ in 0..<columns { columnMembers.append(Self.end) }
        for _ in 0..<Self.bucketCount { buckets.append(Self.end) }
        removeAll()
    }

    /// Whether there is anything to expect.
    var isKnown: Bool { members.count > 1 }

    var columnCount: Int { columnMembers.count }

    /// Discards everything.
    mutating func removeAll() {
        literals.truncate(to: 0)
        for _ in 0..<Self.reach { literals.append(0) }
        members.truncate(to: 0)
        lastRecords.truncate(to: 0)
        keys.truncate(to: 0)
        append(LayoutMember(), key: Literal())
        for bucket in 0..<Self.bucketCount { buckets[bucket] = Self.end }
        for column in 0..<columnMembers.count { columnMembers[column] = Self.end }
        absentColumns.truncate(to: 0)
        recordGapLength = 0
        isCompact = true
    }

    /// Adds a literal, and keeps a block of padding after the last one.
    mutating func append(_ bytes: Span<UInt8>) -> Literal {
        let start = literals.count - Self.reach
        literals.truncate(to: start)
        literals.append(contentsOf: bytes)
        for _ in 0..<Self.reach { literals.append(0) }
        return Literal(start: UInt32(start), length: UInt32(bytes.count))
    }

    private mutating func append(_ member: LayoutMember, key: Literal) {
        members.append(member)
        keys.append(key)
        lastRecords.append(0)
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

// MARK: The usual order

/// The usual order is that of the previous record: each of its members has the one that followed it as its successor.
///
/// From `end` the successors lead through each of these members once, and back to `end`. Members that the previous
/// record lacked keep an outdated successor, but none of the others leads to them.
extension RecordLayout {
    /// The member that is expected after `number`.
    @inline(__always)
    func successor(of number: UInt16) -> UInt16 {
        // SAFETY: a member is numbered by its place in the list, and so are successors.
        unsafe members.withUnsafeElements { unsafe $0[Int(number)].successor }
    }

    @inline(__always)
    func member(_ number: UInt16) -> LayoutMember {
        // SAFETY: as above.
        unsafe members.withUnsafeElements { unsafe $0[Int(number)] }
    }

    /// Appends the columns of the usual order.
    @inline(never)
    func appendUsualOrder(to order: inout GrowingBuffer<UInt16>) {
        var number = successor(of: Self.end)
        while number != Self.end {
            order.append(members[Int(number)].column)
            number = successor(of: number)
        }
    }

    /// Starts a new order with the members of the usual one up to `last`, and appends their columns to `order`.
    mutating func beginOrder(upTo last: UInt16, in order: inout GrowingBuffer<UInt16>) {
        beginRecord()
        var number = Self.end
        while number != last {
            number = successor(of: number)
            lastRecords[Int(members[Int(number)].identity)] = record
            if members[Int(number)].column != FieldTable.extraField { columnsSeen += 1 }
            order.append(members[Int(number)].column)
        }
    }

    /// Starts a record without members.
    mutating func beginRecord() {
        record &+= 1
        columnsSeen = 0
        // After 2^32 records the numbers start over: no member may seem to be in the current one.
        guard record == 0 else { return }
        for number in 0..<lastRecords.count { lastRecords[number] = 0 }
        record = 1
    }

    /// Whether the current record already has the member.
    func hasRead(_ number: UInt16) -> Bool { lastRecords[Int(members[Int(number)].identity)] == record }

    /// Notes that `number` has followed `predecessor`; it must be new in the record.
    mutating func didRead(_ number: UInt16, after predecessor: UInt16) {
        members[Int(predecessor)].successor = number
        lastRecords[Int(members[Int(number)].identity)] = record
        if members[Int(number)].column != FieldTable.extraField { columnsSeen += 1 }
    }

    /// Makes the current record's order the usual one; `last` is its last member.
    mutating func endOrder(after last: UInt16) {
        members[Int(last)].successor = Self.end
        absentColumns.truncate(to: 0)
        guard columnsSeen < columnMembers.count else { return }
        for column in 0..<columnMembers.count {
            let member = columnMembers[column]
            if member == Self.end || lastRecords[Int(member)] != record {
                absentColumns.append(UInt16(truncatingIfNeeded: column))
            }
        }
    }
}

// MARK: Members by their keys

extension RecordLayout {
    /// Returns the hash of a key from its first and last eight bytes, the first byte lowest, and its length.
    ///
    /// Reading no more than that takes two loads for any key. Keys that agree in all of it share a hash, which costs a
    /// comparison but no error.
    @inline(__always)
    private static func hash(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
        let mixed = (head ^ tail &* 31 ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 40) & (bucketCount - 1)
    }

    private static func hash(_ key: Span<UInt8>) -> Int {
        guard key.count <= 8 else {
            return hash(key.littleEndianWord(at: 0), key.littleEndianWord(at: key.count - 8), key.count)
        }
        var head: UInt64 = 0
        for index in key.indices { head |= UInt64(key[index]) << UInt64(8 * index) }
        return hash(head, 0, key.count)
    }

    /// Returns the member with this key, given without its quotes, or `nil` if there is none.
    func member(withKey key: Span<UInt8>) -> UInt16? {
        var bucket = Self.hash(key)
        while buckets[bucket] != Self.end {
            let candidate = buckets[bucket]
            if bytes(of: keys[Int(candidate)]).hasSameBytes(as: key) { return candidate }
            bucket = (bucket + 1) & (Self.bucketCount - 1)
        }
        return nil
    }

    private mutating func insert(_ number: UInt16, key: Span<UInt8>) {
        var bucket = Self.hash(key)
        while buckets[bucket] != Self.end { bucket = (bucket + 1) & (Self.bucketCount - 1) }
        buckets[bucket] = number
    }

    /// Returns the member, or its head, that is at the cursor and whose key begins at `quote`; `nil` if there is none.
    ///
    /// No known key has a backslash, so the first quote ends the key.
    @inline(__always)
    func member(at cursor: MemberCursor, quote: Int, in bytes: Span<UInt8>) -> UInt16? {
        guard quote + Self.reach <= bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        guard let key = Self.key(at: quote + 1, in: bytes) else { return nil }
        var bucket = key.hash
        while true {
            // SAFETY: a bucket is below the count of them, and holds the number of a member.
            let candidate = unsafe buckets.withUnsafeElements { unsafe $0[bucket] }
            guard candidate != Self.end else { return nil }
            let number = cursor.last == Self.end ? member(candidate).head : candidate
            // A member that was only ever the first of a record has no literal for other places, and vice versa.
            if member(number).length > 0, member(number).keyLength == key.count + 2,
                matches(member(number), at: cursor, in: bytes)
            {
                return number == Self.end ? nil : number
            }
            bucket = (bucket + 1) & (Self.bucketCount - 1)
        }
    }

    /// Returns the length and the hash of the key whose first byte is at `start`, which `RecordLayout.reach` bytes must
    /// follow.
    @inline(__always)
    private static func key(at start: Int, in bytes: Span<UInt8>) -> (count: UInt32, hash: Int)? {
        // SAFETY: the kernel reads the 32 bytes from `start`, and each load 8 of these or of the key's own.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let key = unsafe bytes.baseAddress.unsafelyUnwrapped + start
            var count = unsafe sluice_string_run(key)
            if unsafe count == 32 || key[count] != UInt8(ascii: "\"") {
                let window = min(bytes.count - start, maximumLiteral)
                count = unsafe sluice_find_byte(key, window, UInt8(ascii: "\""))
                guard count < window else { return nil }
            }
            let head = unsafe UnsafeRawPointer(key).loadUnaligned(as: UInt64.self)
            guard count > 8 else {
                let mask = count == 8 ? UInt64.max : 1 << UInt64(8 * count) - 1
                return (UInt32(count), hash(UInt64(littleEndian: head) & mask, 0, count))
            }
            let tail = unsafe UnsafeRawPointer(key + count - 8).loadUnaligned(as: UInt64.self)
            return (UInt32(count), hash(UInt64(littleEndian: head), UInt64(littleEndian: tail), count))
        }
    }

    /// Adds a member that has no literal yet.
    mutating func addMember(at place: MemberWalk.Place, _ key: Span<UInt8>) -> UInt16 {
        var member = LayoutMember()
        member.column = place.column
        member.keyLength = UInt32(place.key.count)
        member.identity = UInt16(members.count)
        append(member, key: append(key))
        insert(member.identity, key: key)
        if place.column != FieldTable.extraField { columnMembers[Int(place.column)] = member.identity }
        return member.identity
    }

    /// Returns the head of a member: the same member as the first of a record, with a literal of its own.
    ///
    /// Two literals are needed because a brace comes before the first member, and a comma before all others.
    mutating func headOfMember(_ number: UInt16) -> UInt16 {
        let member = members[Int(number)]
        guard member.head == Self.end else { return member.head }
        var head = member
        head.removeLiteral()
        let headNumber = UInt16(members.count)
        members[Int(number)].head = headNumber
        append(head, key: keys[Int(number)])
        return headNumber
    }
}

// MARK: The gap between records

extension RecordLayout {
    /// Learns the bytes between two consecutive records.
    mutating func learnGap(_ gap: Range<Int>, in bytes: Span<UInt8>) {
        guard gap.count <= Self.maximumLiteral, gap.count > 0 else { return }
        recordGap.truncate(to: 0)
        recordGap.append(contentsOf: bytes.extracting(gap))
        recordGapLength = gap.count
        for _ in 0..<Self.reach { recordGap.append(0) }
    }

    /// Whether the usual bytes between two records are at `index`.
    @inline(__always)
    func hasGap(at index: Int, in bytes: Span<UInt8>) -> Bool {
        guard recordGapLength > 0 else { return false }
        guard index &+ recordGapLength &+ Self.reach <= bytes.count else { return false }
        // SAFETY: a block follows the gap in the chunk, by the guard, and in the buffer, by its padding.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe recordGap.withUnsafeElements { gap in
                unsafe sluice_has_prefix(bytes.baseAddress.unsafelyUnwrapped + index, gap, recordGapLength) != 0
            }
        }
    }

    mutating func forgetGap() { recordGapLength = 0 }
}
