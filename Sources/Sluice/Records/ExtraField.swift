/// A field of a record that the schema does not name.
struct ExtraField: BitwiseCopyable {
    /// The key's text in the chunk, quotes included.
    var keyOffset: UInt32
    var keyLength: UInt32
    var value: Slot

    /// The offset of `value` in this type, in bytes.
    static let valueOffset = MemoryLayout<UInt32>.stride * 2
}
