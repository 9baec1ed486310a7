/// Reads the characters of valid UTF-8 one by one from one of its ends, as their classes.
///
/// Bytes that are not UTF-8 are read as some characters, never beyond the text.
protocol ReadingOrder {
    init(_ count: Int)
    /// The class of the next character; `nil` after the last one.
    mutating func next(_ text: Span<UInt8>, _ classes: borrowing ScalarClasses) -> Int?
}
