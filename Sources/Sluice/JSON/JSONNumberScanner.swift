/// Checks the grammar of one JSON number (RFC 8259, section 6), wherever its bytes are cut.
struct JSONNumberScanner {
    enum Progress {
        /// `index` is that of the first byte after the number.
        case ended
        case needsMore
        case failed(SyntaxError)
    }

    /// The part of the number that the next byte continues.
    private enum Part: UInt8 {
        case sign
        case firstDigit
        case zero
        case integer
        case firstFractionDigit
        case fraction
        case exponentSign
        case firstExponentDigit
        case exponent
    }

    private var part = Part.sign
    private(set) var kind = ValueKind.integer

    /// Whether the number may end here.
    var isComplete: Bool {
        switch part {
        case .zero, .integer, .fraction, .exponent: true
        default: false
        }
    }

    /// Reads on from `index`; `base` is the absolute offset of `bytes[0]`.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>, from index: inout Int, base: Int) -> Progress {
        while index < bytes.count {
            let byte = bytes[index]
            if byte &- UInt8(ascii: "0") < 10 {
                guard readDigit(byte) else {
                    return .failed(SyntaxError(reason: .leadingZero, offset: base + index, found: byte))
                }
            } else if !readMark(byte) {
                guard isComplete else {
                    return .failed(SyntaxError(reason: .unexpected(.digit), offset: base + index, found: byte))
                }
                return .ended
            }
            index += 1
        }
        return .needsMore
    }

    @inline(__always)
    private mutating func readDigit(_ byte: UInt8) -> Bool {
        switch part {
        case .integer, .fraction, .exponent: break
        case .sign, .firstDigit: part = byte == UInt8(ascii: "0") ? .zero : .integer
        case .zero: return false
        case .firstFractionDigit: part = .fraction
        case .exponentSign, .firstExponentDigit: part = .exponent
        }
        return true
    }

    /// Reads a byte that is not a digit; returns false if it cannot continue the number.
    @inline(__always)
    private mutating func readMark(_ byte: UInt8) -> Bool {
        switch (byte, part) {
        case (UInt8(ascii: "."), .zero), (UInt8(ascii: "."), .integer):
            kind = .decimal
            part = .firstFractionDigit
        case (UInt8(ascii: "e"), .zero), (UInt8(ascii: "e"), .integer), (UInt8(ascii: "e"), .fraction),
            (UInt8(ascii: "E"), .zero), (UInt8(ascii: "E"), .integer), (UInt8(ascii: "E"), .fraction):
            kind = .decimal
            part = .exponentSign
        case (UInt8(ascii: "-"), .sign): part = .firstDigit
        case (UInt8(ascii: "-"), .exponentSign), (UInt8(ascii: "+"), .exponentSign): part = .firstExponentDigit
        default: return false
        }
        return true
    }
}
