/// How one field of a row is written.
struct FieldCopy: BitwiseCopyable {
    /// The key in the encoder's `keys`, with the comma before it and the colon after it.
    var key: Int
    var keyLength: Int
    /// Where the column's slots begin, counted from the first column's; `extraField` for the next of the row's extras.
    var firstSlot: Int

    static let extraField = -1
}
