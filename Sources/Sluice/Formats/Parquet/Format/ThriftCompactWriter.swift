/// Writes structs in Thrift's compact protocol, which Parquet uses for page headers and footers.
///
/// ```
/// struct { 1: i32 = 3; 2: list<i32> = [0, 8] }
/// 15      field 1 (one after the last), type 5, an i32
/// 06      3, as a zigzag variable-length integer
/// 19 25   field 2, type 9, a list: two elements of type 5
/// 00 10   0 and 8
/// 00      the end of the struct
/// ```
struct ThriftCompactWriter {
    /// The types as a field's or list's header names them.
    fileprivate enum WireType: UInt8 {
        case `true` = 1
        case `false` = 2
        case byte = 3
        case int16 = 4
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    private(set) var bytes: [UInt8] = []
    /// The number of the last field in the current struct.
    private var lastField: Int16 = 0

    /// Removes what was written, and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        lastField = 0
    }

    /// Writes a struct that is not a field: the root, or an element of a list.
    mutating func structure(_ body: (inout ThriftCompactWriter) -> Void) {
        let outerField = lastField
        lastField = 0
        body(&self)
        bytes.append(0)
        lastField = outerField
    }

    mutating func field(_ number: Int16, structure body: (inout ThriftCompactWriter) -> Void) {
        header(number, .structure)
        structure(body)
    }

    /// Writes an empty struct: a member of a union that has no content.
    mutating func emptyField(_ number: Int16) {
        field(number, structure: { _ in })
    }

    mutating func field(_ number: Int16, bool value: Bool) {
        header(number, value ? .true : .false)
    }

    mutating func field(_ number: Int16, int8 value: Int8) {
        header(number, .byte)
        bytes.append(UInt8(bitPattern: value))
    }

    mutating func field(_ number: Int16, int16 value: Int16) {
        header(number, .int16)
        append(zigzag: Int64(value))
    }

    mutating func field(_ number: Int16, int32 value: Int32) {
        header(number, .int32)
        append(zigzag: Int64(value))
    }

    mutating func field(_ number: Int16, int64 value: Int64) {
        header(number, .int64)
        append(zigzag: value)
    }

    mutating func field(_ number: Int16, binary value: Span<UInt8>) {
        header(number, .binary)
        append(binary: value)
    }

    mutating func field(_ number: Int16, string value: String) {
        field(number, binary: value.utf8.span)
    }

    mutating func field(_ number: Int16, int32s values: [Int32]) {
        header(number, .list)
        listHeader(count: values.count, .int32)
        for value in values { append(zigzag: Int64(value)) }
    }

    mutating func field(_ number: Int16, strings values: [String]) {
        header(number, .list)
        listHeader(count: values.count, .binary)
        for value in values { append(binary: value.utf8.span) }
    }

    /// Writes a list of structs, whose fields `body` writes.
    mutating func field<Element>(
        _ number: Int16,
        structures elements: [Element],
        _ body: (Element, inout ThriftCompactWriter) -> Void
    ) {
        header(number, .list)
        listHeader(count: elements.count, .structure)
        for element in elements { structure { body(element, &$0) } }
    }

    /// Writes a list whose elements have been collected.
    mutating func field(_ number: Int16, list: List) {
        header(number, .list)
        listHeader(count: list.count, list.type)
        bytes.append(contentsOf: list.elements.bytes)
    }

    private mutating func header(_ number: Int16, _ type: WireType) {
        let distance = Int(number) - Int(lastField)
        if (1...15).contains(distance) {
            bytes.append(UInt8(distance) << 4 | type.rawValue)
        } else {
            bytes.append(type.rawValue)
            append(zigzag: Int64(number))
        }
        lastField = number
    }

    private mutating func listHeader(count: Int, _ type: WireType) {
        guard count >= 15 else { return bytes.append(UInt8(count) << 4 | type.rawValue) }
        bytes.append(0xF0 | type.rawValue)
        append(varint: UInt64(count))
    }

    private mutating func append(binary value: Span<UInt8>) {
        append(varint: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    private mutating func append(zigzag value: Int64) {
        append(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// Appends seven bits per byte, lowest first; the top bit says that another byte follows (ULEB128).
    private mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

// MARK: Lists

extension ThriftCompactWriter {
    /// The elements of a list, written before it is known how many there will be.
    struct List: Sendable {
        fileprivate let type: WireType
        fileprivate private(set) var count = 0
        fileprivate private(set) var elements = ThriftCompactWriter()

        static var booleans: List { List(type: .true) }
        static var integers: List { List(type: .int64) }
        static var binaries: List { List(type: .binary) }

        /// Removes the elements, and keeps the memory.
        mutating func removeAll() {
            count = 0
            elements.removeAll()
        }

        mutating func append(_ value: Bool) {
            count += 1
            elements.bytes.append((value ? WireType.true : .false).rawValue)
        }

        mutating func append(_ value: Int64) {
            count += 1
            elements.append(zigzag: value)
        }

        mutating func append(_ value: Span<UInt8>) {
            count += 1
            elements.append(binary: value)
        }
    }
}
