/// The values of one column in the stretch of records at hand, typed and not yet encoded.
///
/// ```
/// optional int32: 5, null, 7      numbers 5 7      definitions 1 0 1
/// ```
struct ColumnValues: ~Copyable {
    /// Lengths of the lists, to go back to.
    struct Mark {
        fileprivate let numbers: Int
        fileprivate let bytes: Int
        fileprivate let definitions: Int
        fileprivate let repetitions: Int
        fileprivate let valueCount: Int
    }

    let column: ParquetColumn
    /// Integers, dates, timestamps and decimals of up to 64 bits; doubles as their bits.
    var numbers = GrowingBuffer<Int64>(capacity: 16)
    /// Byte arrays in their plain encoding; longer decimals; booleans, a byte each.
    var bytes = GrowingBuffer<UInt8>(capacity: 16)
    /// For each value and each null its level; empty where there is but one.
    private(set) var definitions = GrowingBuffer<UInt8>(capacity: 16)
    private(set) var repetitions = GrowingBuffer<UInt8>(capacity: 16)
    /// The text of a string with escapes.
    var unescaped: [UInt8] = []
    /// How many values there are, nulls not counted.
    private(set) var valueCount = 0

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
            valueCount: valueCount
        )
    }

    /// Forgets what has been added since the mark was made.
    mutating func goBack(to mark: Mark) {
        numbers.truncate(to: mark.numbers)
        bytes.truncate(to: mark.bytes)
        definitions.truncate(to: mark.definitions)
        repetitions.truncate(to: mark.repetitions)
        valueCount = mark.valueCount
    }

    mutating func removeAll() {
        goBack(to: Mark(numbers: 0, bytes: 0, definitions: 0, repetitions: 0, valueCount: 0))
    }

    /// Notes that a value has been added outside of lists.
    @inline(__always)
    mutating func endValue() {
        valueCount &+= 1
        if isOptional { definitions.append(column.maximumDefinitionLevel) }
    }

    /// Adds a null outside of lists and groups.
    @inline(__always)
    mutating func appendNull() {
        if isOptional { definitions.append(0) }
    }

    /// Adds nulls outside of lists and groups.
    mutating func appendNulls(_ count: Int) {
        for _ in 0..<count { appendNull() }
    }

    /// Notes that a value has been added.
    mutating func endValue(repetition: UInt8) {
        endValue()
        if isRepeated { repetitions.append(repetition) }
    }

    /// Adds the absence of a value, or of what it is part of.
    mutating func appendAbsence(definition: UInt8, repetition: UInt8) {
        if isOptional { definitions.append(definition) }
        if isRepeated { repetitions.append(repetition) }
    }
}
