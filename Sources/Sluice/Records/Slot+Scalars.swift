import CSluiceKernels

extension UnsafeMutablePointer<Slot> {
    /// Reads a short string or number, or a literal, at `index` in `text` into this slot, and moves past it; returns
    /// false, and does not move, for anything else.
    ///
    /// `expected` is the length of the value before: where it is the same again, what follows need not wait for this one.
    /// What ends a number is for the caller to look at, but for the exponent that it may go on with.
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
            let (digit, behind) = unsafe (value[sign], value[sign &+ end])
            guard end < 16, integerEnd > 0, end != integerEnd &+ 1, integerEnd == 1 || digit != UInt8(ascii: "0"),
                behind | 0x20 != UInt8(ascii: "e")
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

    /// No branch tells true from false: nobody could foresee which one it takes.
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

    /// Stores a value that stands in the chunk as it was read.
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
    /// Reads a string that is longer than a block or holds more than plain characters, or a number that is longer than
    /// one or has an exponent.
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
