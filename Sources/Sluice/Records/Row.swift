/// Where one record is in the chunk and in the batch's lists.
struct Row: BitwiseCopyable {
    /// The record's bytes in the chunk.
    var start: UInt32
    var end: UInt32
    /// Its run in the batch's `order`, which records with the same members share.
    var firstField: UInt32
    var fieldCount: UInt32
    /// Its first entry in the batch's `extras`; the others follow.
    var firstExtra: UInt32
    var extraCount: UInt32
    var flags: Flags = []

    /// The range of its fields in the batch's `order`; that of a record without fields is empty.
    var fields: Range<Int> { Int(firstField)..<Int(firstField) + Int(fieldCount) }

    struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt32
        /// The record is known to be its own compact form.
        static let isCompact = Flags(rawValue: 1)
        /// The text of a value was replaced.
        static let isRewritten = Flags(rawValue: 2)
    }
}
