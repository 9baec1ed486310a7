/// Checks the inside of one JSON string, wherever its bytes are cut.
///
/// Text, including valid UTF-8, is skipped in vectors, and so are whole escapes. Small state machines handle the rest:
/// they read escapes and UTF-8 sequences that are cut off or invalid a byte at a time, and keep their state from one
/// chunk to the next.
struct JSONStringScanner {
    enum Progress {
        /// `index` is just past the closing quote.
        case closed
        case needsMore
        case failed(SyntaxError)
    }

    /// What the next byte belongs to.
    private enum Pending: UInt8 {
        case plain
        case escape
        case hex
        case lowSurrogateBackslash
        case lowSurrogateU
        case continuation
    }

    private(set) var hasEscapes = false
    private var pending = Pending.plain
    /// Where the escape or UTF-8 sequence in progress began: errors are reported there.
    private var sequenceStart = 0
    /// The first byte of that sequence.
    private var sequenceByte: UInt8 = 0
    private var hexDigitsLeft: UInt8 = 0
    private var codeUnit: UInt16 = 0
    private var isAfterHighSurrogate = false
    private var continuationsLeft: UInt8 = 0
    private var continuationBounds: ClosedRange<UInt8> = 0x80...0xBF

    /// Reads on from `index`; `base` is the absolute offset of `bytes[0]`.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>, from index: inout Int, base: Int) -> Progress {
        if pending == .plain {
            index = bytes.firstStringSpecial(from: index)
            if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                index += 1
                return .closed
            }
        }
        return nextSlowly(bytes, from: &index, base: base)
    }

    @inline(never)
    private mutating func nextSlowly(_ bytes: Span<UInt8>, from index: inout Int, base: Int) -> Progress {
        while index < bytes.count {
            let byte = bytes[index]
            switch pending {
            case .plain:
                switch byte {
                case UInt8(ascii: "\""):
                    index += 1
                    return .closed
                case UInt8(ascii: "\\"):
                    hasEscapes = true
                    if let end = bytes.endOfWholeEscape(at: index) {
                        index = bytes.firstStringSpecial(from: end)
                        continue
                    }
                    begin(.escape, byte, at: base + index)
                case 0x80...:
                    let stop = bytes.firstStringStop(from: index)
                    guard stop == index else {
                        index = stop
                        continue
                    }
                    begin(.continuation, byte, at: base + index)
                    guard expectContinuations(after: byte) else { return sequenceFailure(.invalidUTF8) }
                case ..<0x20:
                    return .failed(SyntaxError(reason: .controlCharacter, offset: base + index, found: byte))
                default:
                    index = bytes.firstStringSpecial(from: index + 1)
                    continue
                }
            case .continuation:
                guard continuationBounds.contains(byte) else { return sequenceFailure(.invalidUTF8) }
                continuationBounds = 0x80...0xBF
                continuationsLeft -= 1
                if continuationsLeft == 0 { pending = .plain }
            default:
                // A high surrogate's partner does not begin a sequence of its own: errors point at the pair.
                if let reason = readEscape(byte) { return sequenceFailure(reason) }
            }
            index += 1
        }
        return .needsMore
    }

    private mutating func begin(_ state: Pending, _ byte: UInt8, at offset: Int) {
        pending = state
        sequenceStart = offset
        sequenceByte = byte
    }

    private func sequenceFailure(_ reason: SyntaxError.Reason) -> Progress {
        .failed(SyntaxError(reason: reason, offset: sequenceStart, found: sequenceByte))
    }

    /// Sets what may follow a lead byte (Unicode standard, table 3-7); returns false if the byte is not a lead byte.
    private mutating func expectContinuations(after lead: UInt8) -> Bool {
        continuationBounds =
            switch lead {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        switch lead {
        case 0xC2...0xDF: continuationsLeft = 1
        case 0xE0...0xEF: continuationsLeft = 2
        case 0xF0...0xF4: continuationsLeft = 3
        default: return false
        }
        return true
    }

    /// Reads the next byte of an escape sequence; returns the error if it is not valid there.
    private mutating func readEscape(_ byte: UInt8) -> SyntaxError.Reason? {
        switch pending {
        case .escape:
            switch byte {
            case UInt8(ascii: "u"): beginHex()
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                pending = .plain
            default: return .invalidEscape
            }
        case .lowSurrogateBackslash:
            guard byte == UInt8(ascii: "\\") else { return .loneSurrogate }
            pending = .lowSurrogateU
        case .lowSurrogateU:
            guard byte == UInt8(ascii: "u") else { return .loneSurrogate }
            beginHex()
        default:
            guard let digit = hexDigitValue(byte) else { return .invalidEscape }
            codeUnit = codeUnit << 4 | UInt16(digit)
            hexDigitsLeft -= 1
            if hexDigitsLeft == 0 { return endHex() }
        }
        return nil
    }

    private mutating func beginHex() {
        pending = .hex
        hexDigitsLeft = 4
        codeUnit = 0
    }

    private mutating func endHex() -> SyntaxError.Reason? {
        switch codeUnit {
        case 0xD800...0xDBFF:
            guard !isAfterHighSurrogate else { return .loneSurrogate }
            isAfterHighSurrogate = true
            pending = .lowSurrogateBackslash
        case 0xDC00...0xDFFF:
            guard isAfterHighSurrogate else { return .loneSurrogate }
            isAfterHighSurrogate = false
            pending = .plain
        default:
            guard !isAfterHighSurrogate else { return .loneSurrogate }
            pending = .plain
        }
        return nil
    }
}

/// Returns the value of a hexadecimal digit in ASCII, or `nil` for another byte.
func hexDigitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
