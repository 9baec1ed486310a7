/// A set of ASCII bytes.
struct ByteSet: Sendable {
    // These are spelled as numbers, which makes them constants of the program: the others are built when first used,
    // and each use has to ask whether they are.
    static let digits = ByteSet(low: 0x03FF_0000_0000_0000, high: 0)
    static let hexDigits = ByteSet(low: 0x03FF_0000_0000_0000, high: 0x0000_007E_0000_007E)
    static let letters = ByteSet(low: 0, high: 0x07FF_FFFE_07FF_FFFE)
    static let alphanumerics = ByteSet(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)

    /// Bit N is set if byte N is a member.
    private let low: UInt64
    /// Bit N is set if byte 64 + N is a member.
    private let high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The bytes of `members`, which is ASCII.
    init(_ members: String) {
        var (low, high) = (UInt64(0), UInt64(0))
        for byte in members.utf8 {
            if byte < 0x40 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 0x40) }
        }
        self.init(low: low, high: high)
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && ((byte < 0x40 ? low : high) &>> UInt64(byte)) & 1 != 0
    }

    static func + (first: ByteSet, second: ByteSet) -> ByteSet {
        ByteSet(low: first.low | second.low, high: first.high | second.high)
    }
}
