import CSluiceKernels

/// Where one value of one record is, and of what kind: 16 bytes, nothing copied.
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
    /// Where the value is in the chunk, even if it was rewritten: the place that errors name.
    var source: UInt32 = 0
    var kind = ValueKind.missing
    var flags: Flags = []
    /// How many digits a number has after the decimal point, or `unknownDecimals`.
    var decimals = unknownDecimals

    static let unknownDecimals = UInt8.max

    struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt8
        /// The string's text holds escapes.
        static let hasEscapes = Flags(rawValue: 1)
        /// The text is in the batch's arena.
        static let inArena = Flags(rawValue: 2)
        /// The record does not have the field: the value is a default.
        static let isAdded = Flags(rawValue: 4)
    }
}

extension UnsafeMutablePointer<Slot> {
    /// Reads a short string or number, or a literal, at `index` in `text` into this slot, and moves past it; returns
    /// false, and does not move, for anything else.
    ///
    /// `expected` is the length of the previous value. If this one has the same length, the processor need not wait for
    /// its end before it reads on. The caller checks what ends a number, except for an exponent that may continue it.
    ///
    /// - Safety: `RecordLayout.reach` bytes must follow `index`: the kernels read at most 48.
    @unsafe
    @inline(__always)
    func readShortScalar(_ text: UnsafePointer<UInt8>, _ index: inout Int, _ expected: inout UInt32) -> Bool {
        let value = unsafe text + index
        let first = unsafe value.pointee
        let kind: ValueKind
        let length: Int
        var decimals = Slot.unknownDecimals
        if first == UInt8(ascii: "\"") {
            let run = unsafe sluice_string_run(value + 1)
            guard run < 32, unsafe value[1 &+ run] == UInt8(ascii: "\"") else { return false }
            kind = .string
            length = run &+ 2
        } else if first < UInt8(ascii: "A") {
            let sign = first == UInt8(ascii: "-") ? 1 : 0
            let run = unsafe sluice_find_number_end(value + sign)
            let (integerEnd, end) = (Int(run.integer_end), Int(run.end))
            let (digit, following) = unsafe (value[sign], value[sign &+ end])
            guard end < 16, integerEnd > 0, end != integerEnd &+ 1, integerEnd == 1 || digit != UInt8(ascii: "0"),
                following | 0x20 != UInt8(ascii: "e")
            else { return false }
            kind = end == integerEnd ? .integer : .decimal
            decimals = UInt8(truncatingIfNeeded: end &- integerEnd &- 1)
            length = sign &+ end
        } else {
            return unsafe readLiteral(value, &index)
        }
        unsafe write(kind, at: index, length: length, decimals: decimals)
        if length == Int(expected) {
            index &+= Int(sluice_opaque(expected))
        } else {
            expected = UInt32(truncatingIfNeeded: length)
            index &+= length
        }
        return true
    }

    /// Reads a literal; no branch separates true from false, as it could not be predicted.
    @unsafe
    @inline(__always)
    private func readLiteral(_ value: UnsafePointer<UInt8>, _ index: inout Int) -> Bool {
        let isTrue = unsafe sluice_is_word(value, 0x6575_7274) != 0
        let isFalse = unsafe (value.pointee == UInt8(ascii: "f")) && (sluice_is_word(value + 1, 0x6573_6C61) != 0)
        if isTrue || isFalse {
            let length = isTrue ? 4 : 5
            unsafe write(isTrue ? .true : .false, at: index, length: length)
            index &+= length
            return true
        }
        guard unsafe sluice_is_word(value, 0x6C6C_756E) != 0 else { return false }
        unsafe write(.null, at: index, length: 4)
        index &+= 4
        return true
    }

    /// Stores a value whose text is in the chunk.
    @unsafe
    @inline(__always)
    private func write(_ kind: ValueKind, at index: Int, length: Int, decimals: UInt8 = Slot.unknownDecimals) {
        let offset = UInt32(truncatingIfNeeded: index)
        unsafe self.pointee = Slot(
            offset: offset,
            length: UInt32(truncatingIfNeeded: length),
            source: offset,
            kind: kind,
            flags: [],
            decimals: decimals
        )
    }
}

extension Span<UInt8> {
    /// Reads a string or a number that `readShortScalar` does not: a long one, or one with escapes or an exponent.
    func readLongScalar(at index: Int) -> Slot? {
        var end = index
        var slot = Slot(offset: UInt32(truncatingIfNeeded: index), source: UInt32(truncatingIfNeeded: index))
        switch self[index] {
        case UInt8(ascii: "\""):
            end += 1
            var scanner = JSONStringScanner()
            guard case .closed = scanner.next(self, from: &end, base: 0) else { return nil }
            slot.kind = .string
            if scanner.hasEscapes { slot.flags = .hasEscapes }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let number = endOfAnyNumber(at: index) else { return nil }
            end = number.end
            slot.kind = number.kind
        default: return nil
        }
        slot.length = UInt32(truncatingIfNeeded: end - index)
        return slot
    }
}
