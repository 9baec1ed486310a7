/// The values of one column in the current page batch, typed and not yet encoded.
///
/// ```
/// optional int32: 5, null, 7      numbers 5 7      definitions 1 0 1
/// ```
struct ColumnValues: ~Copyable {
    /// The lengths of the lists, to roll back to.
    struct Mark {
        fileprivate let numbers: Int
        fileprivate let bytes: Int
        fileprivate let definitions: Int
        fileprivate let repetitions: Int
        fileprivate let valueCount: Int
        fileprivate let hasLostDigits: Bool
    }

    let column: ParquetColumn
    /// Integers, dates, timestamps and decimals of up to 64 bits; doubles as their bits.
    var numbers = GrowingBuffer<Int64>(capacity: 16)
    /// Byte arrays in their plain encoding; longer decimals; booleans, a byte each.
    var bytes = GrowingBuffer<UInt8>(capacity: 16)
    /// For each value and each null its level; empty if there is only one level.
    private(set) var definitions = GrowingBuffer<UInt8>(capacity: 16)
    private(set) var repetitions = GrowingBuffer<UInt8>(capacity: 16)
    /// The text of a string with escapes.
    private var unescaped: [UInt8] = []
    /// How many values there are, without nulls.
    private(set) var valueCount = 0
    /// The first number of the chunk of which the column has lost digits.
    private var lostDigits: ColumnNotice?

    let isOptional: Bool
    let isRepeated: Bool

    init(_ column: ParquetColumn) {
        self.column = column
        isOptional = column.maximumDefinitionLevel > 0
        isRepeated = column.maximumRepetitionLevel > 0
    }

    /// How many values and nulls there are.
    var entryCount: Int { isOptional ? definitions.count : valueCount }
    var nullCount: Int { entryCount - valueCount }

    var mark: Mark {
        Mark(
            numbers: numbers.count,
            bytes: bytes.count,
            definitions: definitions.count,
            repetitions: repetitions.count,
            valueCount: valueCount,
            hasLostDigits: lostDigits != nil
        )
    }

    /// Removes everything that was added after the mark.
    mutating func rollBack(to mark: Mark) {
        if !mark.hasLostDigits { lostDigits = nil }
        numbers.truncate(to: mark.numbers)
        bytes.truncate(to: mark.bytes)
        definitions.truncate(to: mark.definitions)
        repetitions.truncate(to: mark.repetitions)
        valueCount = mark.valueCount
    }

    /// Removes all values.
    mutating func removeAll() {
        rollBack(
            to: Mark(numbers: 0, bytes: 0, definitions: 0, repetitions: 0, valueCount: 0, hasLostDigits: true)
        )
    }

    /// Returns what is to be said of the chunk's values, and begins a new one.
    mutating func takeNotice() -> ColumnNotice? {
        guard lostDigits != nil else { return nil }
        defer { lostDigits = nil }
        return lostDigits
    }

    /// Notes a number at an absolute offset of which the column has lost digits.
    @inline(never)
    private mutating func noteLostDigits(_ text: Span<UInt8>, at offset: Int) {
        guard lostDigits == nil else { return }
        lostDigits = ColumnNotice(.beyondDouble, column: column.pointer, text, at: offset)
    }

    /// Notes that a value outside lists has been added.
    @inline(__always)
    mutating func endValue() {
        valueCount &+= 1
        if isOptional { definitions.append(column.maximumDefinitionLevel) }
    }

    /// Adds a null outside lists and groups.
    @inline(__always)
    mutating func appendNull() {
        if isOptional { definitions.append(0) }
    }

    /// Adds nulls outside lists and groups.
    mutating func appendNulls(_ count: Int) {
        for _ in 0..<count { appendNull() }
    }

    /// Notes that a value has been added.
    private mutating func endValue(repetition: UInt8) {
        endValue()
        if isRepeated { repetitions.append(repetition) }
    }

    /// Adds an entry for the absence of a value, or of a container of it.
    mutating func appendAbsence(definition: UInt8, repetition: UInt8) {
        if isOptional { definitions.append(definition) }
        if isRepeated { repetitions.append(repetition) }
    }
}

// MARK: Whole columns of a batch

/// There is one loop for each type.
extension ColumnValues {
    /// Adds the values of a field; returns the first row with a value that the column cannot hold, or the end of
    /// `rows`.
    mutating func append(
        _ field: Int,
        of batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        switch column.type {
        case .int32: appendNumbers(Int32Reader(), field, batch, rows, selection)
        case .int64: appendNumbers(Int64Reader(), field, batch, rows, selection)
        case .double: appendNumbers(DoubleReader(), field, batch, rows, selection)
        case .date: appendNumbers(DateReader(), field, batch, rows, selection)
        case .timestamp(let isAdjustedToUTC):
            appendNumbers(TimestampReader(hasOffset: isAdjustedToUTC), field, batch, rows, selection)
        case .decimal(let precision, let scale) where column.type.physicalType != .fixedLengthByteArray:
            appendNumbers(DecimalReader(precision: precision, scale: scale), field, batch, rows, selection)
        case .boolean: appendBooleans(field, batch, rows, selection)
        case .string: appendStrings(field, batch, rows, selection)
        case .json, .decimal: appendOthers(field, batch, rows, selection)
        }
    }

    @inline(__always)
    private static func isAbsent(_ slot: Slot) -> Bool { slot.kind.rawValue <= ValueKind.null.rawValue }

    private mutating func appendNumbers(
        _ reader: some NumberReader,
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        let kinds = reader.kinds
        for row in rows where selection.includes(row, of: batch) {
            let slot = slots[row]
            if Self.isAbsent(slot) {
                guard isOptional else { return row }
                appendNull()
                continue
            }
            guard kinds.contains(slot.kind),
                let number = reader.read(batch.text(of: slot), hasEscapes: slot.flags.contains(.hasEscapes))
            else { return row }
            if reader.losesDigits(batch.text(of: slot), in: number) {
                noteLostDigits(batch.text(of: slot), at: batch.sourceOffset(of: slot))
            }
            numbers.append(number)
            endValue()
        }
        return rows.upperBound
    }

    private mutating func appendBooleans(
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        for row in rows where selection.includes(row, of: batch) {
            let kind = slots[row].kind
            if ValueKind.Set.boolean.contains(kind) {
                bytes.append(kind == .true ? 1 : 0)
                endValue()
            } else {
                guard isOptional, Self.isAbsent(slots[row]) else { return row }
                appendNull()
            }
        }
        return rows.upperBound
    }

    private mutating func appendStrings(
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        for row in rows where selection.includes(row, of: batch) {
            let slot = slots[row]
            if slot.kind == .string {
                _ = appendString(.string, batch.text(of: slot), slot.flags.contains(.hasEscapes))
                endValue()
            } else {
                guard isOptional, Self.isAbsent(slot) else { return row }
                appendNull()
            }
        }
        return rows.upperBound
    }

    private mutating func appendOthers(
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        for row in rows where selection.includes(row, of: batch) {
            let slot = slots[row]
            if Self.isAbsent(slot) {
                guard isOptional else { return row }
                appendNull()
            } else {
                let hasEscapes = slot.flags.contains(.hasEscapes)
                let offset = batch.sourceOffset(of: slot)
                guard append(slot.kind, batch.text(of: slot), hasEscapes: hasEscapes, repetition: 0, at: offset) else {
                    return row
                }
            }
        }
        return rows.upperBound
    }
}

// MARK: Single values, inside objects and arrays

extension ColumnValues {
    /// Adds a value that is not null; returns false, and adds nothing, for one that the column cannot hold.
    ///
    /// `text` is whole, quotes and brackets included; `offset` is its absolute offset.
    mutating func append(
        _ kind: ValueKind,
        _ text: Span<UInt8>,
        hasEscapes: Bool,
        repetition: UInt8,
        at offset: Int
    ) -> Bool {
        let wasAdded =
            switch column.type {
            case .boolean: appendBoolean(kind)
            case .int32: append(Int32Reader(), kind, text, hasEscapes)
            case .int64: append(Int64Reader(), kind, text, hasEscapes)
            case .double: append(DoubleReader(), kind, text, hasEscapes, at: offset)
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
        _ hasEscapes: Bool,
        at offset: Int = 0
    ) -> Bool {
        guard reader.kinds.contains(kind), let number = reader.read(text, hasEscapes: hasEscapes) else { return false }
        if reader.losesDigits(text, in: number) { noteLostDigits(text, at: offset) }
        numbers.append(number)
        return true
    }

    private mutating func appendBoolean(_ kind: ValueKind) -> Bool {
        guard ValueKind.Set.boolean.contains(kind) else { return false }
        bytes.append(kind == .true ? 1 : 0)
        return true
    }

    @inline(__always)
    private mutating func appendString(_ kind: ValueKind, _ text: Span<UInt8>, _ hasEscapes: Bool) -> Bool {
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
    private mutating func appendJSON(_ text: Span<UInt8>) -> Bool {
        let start = beginByteArray()
        var runs = CompactRuns(text)
        while let run = runs.next() { bytes.append(contentsOf: text.extracting(run)) }
        endByteArray(from: start)
        return true
    }

    /// Begins a byte array with room for its length; returns where it begins.
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

    /// Adds a decimal as the bytes of an integer, highest first.
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
