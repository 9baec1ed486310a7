/// From the last character to the first.
struct BackwardReading: ReadingOrder {
    private var index: Int

    init(_ count: Int) {
        index = count
    }

    @inline(__always)
    mutating func next(_ text: Span<UInt8>, _ classes: borrowing ScalarClasses) -> Int? {
        guard index > 0 else { return nil }
        index &-= 1
        let byte = text[index]
        return byte < 0x80 ? classes.ofASCII(byte) : classes.of(readRest(before: byte, text))
    }

    /// Reads the rest of a character of which `last` is the last byte.
    private mutating func readRest(before last: UInt8, _ text: Span<UInt8>) -> UInt32 {
        var scalar = UInt32(last & 0x3F)
        var shift: UInt32 = 6
        var byte = last
        while byte & 0xC0 == 0x80, shift <= 18, index > 0 {
            index -= 1
            byte = text[index]
            scalar |= UInt32(byte & 0x3F) << shift
            shift += 6
        }
        // The bits of the first byte that say its length are above those of the character.
        let bits = shift - 6 + (shift == 12 ? 5 : shift == 18 ? 4 : 3)
        return min(scalar & (1 << bits - 1), ScalarSet.last)
    }
}
