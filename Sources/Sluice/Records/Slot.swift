/// Where one value of one record stands, and of what kind it is: 16 bytes, nothing copied.
///
/// ```
/// {"id": 7, "name": "Item 7"}        name: kind .string, offset 18, length 8 (with its quotes)
/// 0      7          18
/// ```
struct Slot: BitwiseCopyable {
    /// Where the text begins: in the chunk's bytes, or in the batch's arena if it was rewritten.
    var offset: UInt32 = 0
    /// The length of the text in bytes, quotes and brackets included.
    var length: UInt32 = 0
    /// Where the value stood in the chunk before any rewriting: the place that errors name.
    var source: UInt32 = 0
    var kind = ValueKind.missing
    var flags: Flags = []
    /// How many digits stand behind the point of a number, or `unknownDecimals`.
    var decimals = unknownDecimals

    static let unknownDecimals = UInt8.max

    struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt8
        /// The string's text holds escapes.
        static let hasEscapes = Flags(rawValue: 1)
        /// The text stands in the batch's arena.
        static let inArena = Flags(rawValue: 2)
        /// The record does not name the field: a default stands in.
        static let isAdded = Flags(rawValue: 4)
    }
}

/// A field of a record that the schema does not name.
struct ExtraField: BitwiseCopyable {
    /// The key's text in the chunk, quotes included.
    var keyOffset: UInt32
    var keyLength: UInt32
    var value: Slot

    /// How far behind the beginning of a field its value is, in bytes.
    static let valueOffset = MemoryLayout<UInt32>.stride * 2
}

/// Where one record stands in the chunk and in the batch's lists.
struct Row: BitwiseCopyable {
    /// The record's bytes in the chunk.
    var start: UInt32
    var end: UInt32
    /// Its run in the batch's `order`, which records with the same members share.
    var firstField: UInt32
    var fieldCount: UInt32
    /// Its first entry in the batch's `extras`; they follow one another.
    var firstExtra: UInt32
    var extraCount: UInt32
    var flags: Flags = []

    struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt32
        /// The record is known to be its own compact form.
        static let isCompact = Flags(rawValue: 1)
        /// A value was given a new text.
        static let isRewritten = Flags(rawValue: 2)
    }
}
