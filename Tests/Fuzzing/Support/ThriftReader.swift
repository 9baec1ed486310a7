/// Reads Thrift's compact protocol, as far as Parquet's headers and footers use it.
struct ThriftReader {
    /// A value as the protocol has it; only what a check asks for is kept apart.
    indirect enum Value {
        case integer(Int64)
        case bytes([UInt8])
        case list([Value])
        case structure([Int: Value])

        var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
        var elements: [Value] { if case .list(let values) = self { values } else { [] } }
        subscript(field: Int) -> Value? { if case .structure(let fields) = self { fields[field] } else { nil } }
    }

    private var bytes: PlainReader

    /// Reads the struct that begins at `index` in `bytes`; `index` is moved behind it.
    static func structure(in bytes: [UInt8], at index: inout Int) -> Value {
        var reader = ThriftReader(bytes: PlainReader(bytes, from: index))
        defer { index = reader.bytes.index }
        return reader.structure()
    }

    private mutating func structure() -> Value {
        var fields: [Int: Value] = [:]
        var field = 0
        while true {
            let header = bytes.byte()
            guard header != 0 else { return .structure(fields) }
            let distance = Int(header >> 4)
            field = distance > 0 ? field + distance : Int(bytes.zigzag())
            expect(fields[field] == nil, "the field \(field) occurs twice")
            fields[field] = value(header & 15)
        }
    }

    private mutating func value(_ type: UInt8) -> Value {
        switch type {
        case 1, 2: return .integer(type == 1 ? 1 : 0)
        case 3: return .integer(Int64(Int8(bitPattern: bytes.byte())))
        case 4, 5, 6: return .integer(bytes.zigzag())
        case 8: return .bytes(bytes.take(Int(bytes.varint())))
        case 9:
            let header = bytes.byte()
            let count = header >> 4 == 15 ? Int(bytes.varint()) : Int(header >> 4)
            return .list((0..<count).map { _ in value(header & 15) })
        case 12: return structure()
        default: fatalError("a Thrift value of the type \(type)")
        }
    }
}
