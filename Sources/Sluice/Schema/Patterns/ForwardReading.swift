/// From the first character to the last.
struct ForwardReading: ReadingOrder {
    private var index = 0

    init(_ count: Int) {}

    @inline(__always)
    mutating func next(_ text: Span<UInt8>, _ classes: borrowing ScalarClasses) -> Int? {
        guard index < text.count else { return nil }
        let byte = text[index]
        index &+= 1
        return byte < 0x80 ? classes.ofASCII(byte) : classes.of(readRest(after: byte, text))
    }

    /// Reads the rest of a character of which `lead` is the first byte.
    private mutating func readRest(after lead: UInt8, _ text: Span<UInt8>) -> UInt32 {
        let length = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
        var scalar = UInt32(lead) & (0x3F >> UInt32(length))
        for _ in 0..<length where index < text.count {
            scalar = scalar << 6 | UInt32(text[index] & 0x3F)
            index += 1
        }
        return min(scalar, ScalarSet.last)
    }
}
