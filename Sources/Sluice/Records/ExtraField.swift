/// A field of a record that the schema does not name.
struct ExtraField: BitwiseCopyable {
    /// The key's text in the chunk, quotes included; `keyFieldOffset` if it is the batch's key field.
    var keyOffset: UInt32
    var keyLength: UInt32
    /// Missing if the field is dropped.
    var value: Slot

    /// Whether the field is left out of what is published.
    var isDropped: Bool { value.kind == .missing }

    /// The offset of a key that is not in the chunk: chunks are smaller.
    static let keyFieldOffset = UInt32.max

    /// The offset of `value` in this type, in bytes.
    static let valueOffset = MemoryLayout<UInt32>.stride * 2
}
