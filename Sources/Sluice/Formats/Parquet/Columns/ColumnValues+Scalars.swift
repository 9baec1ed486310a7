/// Single values, of any column: those inside of objects and arrays.
extension ColumnValues {
    /// Adds a value that is not null; returns false, and adds nothing, for one that the column cannot hold.
    ///
    /// `text` is whole, quotes and brackets included.
    mutating func append(_ kind: ValueKind, _ text: Span<UInt8>, hasEscapes: Bool, repetition: UInt8) -> Bool {
        let wasAdded =
            switch column.type {
            case .boolean: appendBoolean(kind)
            case .int32: append(Int32Reader(), kind, text, hasEscapes)
            case .int64: append(Int64Reader(), kind, text, hasEscapes)
            case .double: append(DoubleReader(), kind, text, hasEscapes)
            case .date: append(DateReader(), kind, text, hasEscapes)
            case .timestamp(let isAdjustedToUTC):
                append(TimestampReader(hasOffset: isAdjustedToUTC), kind, text, hasEscapes)
            case .decimal(let precision, let scale):
                column.type.physicalType == .fixedLengthByteArray
                    ? appendWideDecimal(kind, text, precision: precision, scale: scale)
                    : append(DecimalReader(precision: precision, scale: scale), kind, text, hasEscapes)
            case .string: appendString(kind, text, hasEscapes)
            case .json: appendJSON(text)
            }
        if wasAdded { endValue(repetition: repetition) }
        return wasAdded
    }

    private mutating func append(
        _ reader: some NumberReader,
        _ kind: ValueKind,
        _ text: Span<UInt8>,
        _ hasEscapes: Bool
    ) -> Bool {
        guard reader.kinds.contains(kind), let number = reader.read(text, hasEscapes: hasEscapes) else { return false }
        numbers.append(number)
        return true
    }

    private mutating func appendBoolean(_ kind: ValueKind) -> Bool {
        guard ValueKind.Set.boolean.contains(kind) else { return false }
        bytes.append(kind == .true ? 1 : 0)
        return true
    }

    @inline(__always)
    mutating func appendString(_ kind: ValueKind, _ text: Span<UInt8>, _ hasEscapes: Bool) -> Bool {
        guard kind == .string else { return false }
        if hasEscapes {
            appendUnescaped(text)
        } else {
            ByteArrays.append(text.extracting(1..<text.count - 1), to: &bytes)
        }
        return true
    }

    @inline(never)
    private mutating func appendUnescaped(_ text: Span<UInt8>) {
        unescaped.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(text.extracting(1..<text.count - 1), to: &unescaped)
        let text = unescaped
        ByteArrays.append(text.span, to: &bytes)
    }

    /// Adds any value as JSON on one line.
    mutating func appendJSON(_ text: Span<UInt8>) -> Bool {
        let start = beginByteArray()
        var runs = CompactRuns(text)
        while let run = runs.next() { bytes.append(contentsOf: text.extracting(run)) }
        endByteArray(from: start)
        return true
    }

    /// Makes room for a length, and returns where it is.
    mutating func beginByteArray() -> Int {
        bytes.append(littleEndian: UInt32(0))
        return bytes.count - ByteArrays.lengthSize
    }

    mutating func endByteArray(from start: Int) {
        let length = UInt32(truncatingIfNeeded: bytes.count - start - ByteArrays.lengthSize)
        for byte in 0..<ByteArrays.lengthSize {
            bytes[start + byte] = UInt8(truncatingIfNeeded: length >> UInt32(8 * byte))
        }
    }

    /// Adds a decimal as the bytes of an integer, the highest first.
    private mutating func appendWideDecimal(
        _ kind: ValueKind,
        _ text: Span<UInt8>,
        precision: Int,
        scale: Int
    ) -> Bool {
        guard ValueKind.Set.number.contains(kind),
            let number = NumberText.decimal(text, precision: precision, scale: scale)
        else { return false }
        for byte in (0..<(column.type.fixedLength ?? 16)).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> Int128(8 * byte)))
        }
        return true
    }
}
