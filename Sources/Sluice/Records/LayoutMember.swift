import CSluiceKernels

/// One member of a layout: the bytes before its value, and where the value goes.
struct LayoutMember: BitwiseCopyable {
    /// Where its literal is in the layout's `literals`: what separates it from the previous value, the key, and the
    /// colon.
    private(set) var start: UInt32 = 0
    private(set) var length: UInt32 = 0
    /// A bit for each of the literal's first 32 bytes.
    private var mask: UInt32 = 0
    /// How long its previous value was.
    var valueLength: UInt32 = 0
    /// The value's column, or `FieldTable.extraField`.
    var column = FieldTable.extraField
    /// The member that followed last time; for the end of the record, the one that the next record began with.
    var successor = RecordLayout.end
    /// The length of the key, quotes included, and how far before the value it begins.
    var keyLength: UInt32 = 0
    private(set) var keyDistance: UInt32 = 0
    /// The member itself, or the one that this is the head of.
    var identity = RecordLayout.end
    /// The same member as the first of a record, where a brace comes before it; `end` if it has never been first.
    var head = RecordLayout.end

    var literal: RecordLayout.Literal { RecordLayout.Literal(start: start, length: length) }

    /// Sets the literal, in which the key begins `keyDistance` bytes before the value.
    mutating func setLiteral(_ literal: RecordLayout.Literal, keyDistance: Int) {
        start = literal.start
        length = literal.length
        mask = length < 32 ? 1 << length - 1 : .max
        self.keyDistance = UInt32(keyDistance)
    }

    mutating func removeLiteral() {
        length = 0
        mask = 0
    }

    /// Whether the member's literal, at `literal`, is at `text`.
    ///
    /// - Safety: they are compared in blocks: `RecordLayout.reach` bytes must follow the literal on both sides.
    @unsafe
    @inline(__always)
    func matches(_ text: UnsafePointer<UInt8>, literal: UnsafePointer<UInt8>) -> Bool {
        guard unsafe sluice_difference(text, literal) & mask == 0 else { return false }
        guard length > 32 else { return true }
        return unsafe sluice_has_prefix(text + 32, literal + 32, Int(length) &- 32) != 0
    }
}
