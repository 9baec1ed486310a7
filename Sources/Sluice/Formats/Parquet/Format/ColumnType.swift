/// The type of a column's values: a physical type, and its meaning.
enum ColumnType: Sendable, Equatable {
    case boolean
    case int32
    case int64
    case double
    /// Text in UTF-8.
    case string
    /// Any JSON value, as text on one line.
    case json
    /// Days since 1970-01-01.
    case date
    /// Microseconds since 1970-01-01T00:00:00: an instant, or a local time in an unknown time zone.
    case timestamp(isAdjustedToUTC: Bool)
    /// A number with `scale` decimals, stored as an integer.
    case decimal(precision: Int, scale: Int)

    /// More digits than this do not fit in 128 bits.
    static let maximumPrecision = DecimalKeyword.maximumPrecision

    var physicalType: PhysicalType {
        switch self {
        case .boolean: .boolean
        case .int32, .date: .int32
        case .int64, .timestamp: .int64
        case .double: .double
        case .string, .json: .byteArray
        case .decimal(let precision, _):
            precision <= 9 ? .int32 : precision <= 18 ? .int64 : .fixedLengthByteArray
        }
    }

    /// The kinds of JSON values that the column can hold.
    var kinds: ValueKind.Set {
        switch self {
        case .boolean: .boolean
        case .int32, .int64, .double, .decimal: .number
        case .string, .date, .timestamp: ValueKind.Set(.string)
        case .json: .present
        }
    }

    /// The length of a value in bytes, if it is fixed and does not follow from the physical type.
    var fixedLength: Int? {
        guard case .decimal(let precision, _) = self, precision > 18 else { return nil }
        // The smallest n such that n bytes, whose largest number is 2^(8n - 1) - 1, hold that many digits.
        let limit = PowerOfTen.wideInteger(precision) - 1
        return (9...16).first { limit <= (UInt128(1) << UInt128(8 * $0 - 1)) - 1 } ?? 16
    }

    /// Whether one bound precedes another, both in plain encoding: the order that the format defines for the type.
    func precedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        switch physicalType {
        case .boolean, .int32, .int64: left.littleEndianInteger < right.littleEndianInteger
        case .double:
            Double(bitPattern: UInt64(bitPattern: left.littleEndianInteger))
                < Double(bitPattern: UInt64(bitPattern: right.littleEndianInteger))
        case .byteArray: left.precedes(right)
        case .fixedLengthByteArray: left.precedes(asInteger: right)
        }
    }

    /// The annotation of the format's first version, for old readers (`ConvertedType`).
    private var convertedType: Int32? {
        switch self {
        case .boolean, .int32, .int64, .double: nil
        // Not all readers know the annotation for JSON.
        case .string, .json: 0
        case .decimal: 5
        case .date: 6
        // The specification requires it for local times, too.
        case .timestamp: 10
        }
    }

    /// Writes the fields of a `SchemaElement` that give the type; `writeAnnotation` writes those after the name.
    func writePhysicalType(to writer: inout ThriftCompactWriter) {
        writer.field(1, int32: physicalType.rawValue)
        if let fixedLength { writer.field(2, int32: Int32(fixedLength)) }
    }

    func writeAnnotation(to writer: inout ThriftCompactWriter) {
        if let convertedType { writer.field(6, int32: convertedType) }
        if case .decimal(let precision, let scale) = self {
            writer.field(7, int32: Int32(scale))
            writer.field(8, int32: Int32(precision))
        }
        guard convertedType != nil else { return }
        writer.field(10) { writeLogicalType(to: &$0) }
    }

    /// Writes the one member of the union `LogicalType`.
    private func writeLogicalType(to writer: inout ThriftCompactWriter) {
        switch self {
        case .boolean, .int32, .int64, .double: break
        case .string, .json: writer.emptyField(1)
        case .date: writer.emptyField(6)
        case .decimal(let precision, let scale):
            writer.field(5) { writer in
                writer.field(1, int32: Int32(scale))
                writer.field(2, int32: Int32(precision))
            }
        case .timestamp(let isAdjustedToUTC):
            writer.field(8) { writer in
                writer.field(1, bool: isAdjustedToUTC)
                // The unit, another union: microseconds.
                writer.field(2) { $0.emptyField(2) }
            }
        }
    }
}

extension Span<UInt8> {
    /// The signed number with these bytes, at most eight, the lowest first.
    var littleEndianInteger: Int64 {
        var bits: UInt64 = 0
        for index in indices { bits |= UInt64(self[index]) << UInt64(8 * index) }
        let shift = 64 - 8 * count
        return Int64(bitPattern: bits << UInt64(shift)) >> Int64(shift)
    }

    /// Whether the signed number with these bytes, the highest first, is less than that of as many other bytes.
    @inline(__always)
    func precedes(asInteger other: Span<UInt8>) -> Bool {
        let (left, right) = (Int8(bitPattern: self[0]), Int8(bitPattern: other[0]))
        return left == right ? precedes(other) : left < right
    }
}
