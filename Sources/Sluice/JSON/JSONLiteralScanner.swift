/// Checks one of the three literals, wherever its bytes are cut.
struct JSONLiteralScanner {
    enum Progress {
        case matched
        case needsMore
        case failed
    }

    let kind: ValueKind
    private var matched = 0

    /// A scanner for the literal that begins with `first`: `n`, `t` or `f`.
    ///
    /// That byte must still be passed to `next`.
    init(first: UInt8 = UInt8(ascii: "n")) {
        kind =
            switch first {
            case UInt8(ascii: "t"): .true
            case UInt8(ascii: "f"): .false
            default: .null
            }
    }

    var firstByte: UInt8 { byte(0) }

    /// Reads on from `index`.
    mutating func next(_ bytes: Span<UInt8>, from index: inout Int) -> Progress {
        let length = kind == .false ? 5 : 4
        while matched < length {
            guard index < bytes.count else { return .needsMore }
            guard bytes[index] == byte(matched) else { return .failed }
            matched += 1
            index += 1
        }
        return .matched
    }

    /// The byte at `position` of the word: its letters packed into one integer, the first one lowest.
    @inline(__always)
    private func byte(_ position: Int) -> UInt8 {
        let letters: UInt64 =
            switch kind {
            case .true: 0x65_7572_74
            case .false: 0x65_736C_6166
            default: 0x6C_6C75_6E
            }
        return UInt8(truncatingIfNeeded: letters >> UInt64(8 * position))
    }
}
