import Testing

@testable import Sluice

@Suite("Thrift's compact protocol")
struct ThriftCompactWriterTests {
    private func written(_ body: (inout ThriftCompactWriter) -> Void) -> [UInt8] {
        var writer = ThriftCompactWriter()
        writer.structure(body)
        return writer.bytes
    }

    @Test("a struct of numbers and a list")
    func structure() {
        let bytes = written {
            $0.field(1, int32: 3)
            $0.field(2, int32s: [0, 8])
        }
        #expect(bytes == [0x15, 0x06, 0x19, 0x25, 0x00, 0x10, 0x00])
    }

    @Test("numbers are zigzag variable-length integers")
    func numbers() {
        let bytes = written {
            $0.field(1, int64: .min)
            $0.field(2, int64: .max)
            $0.field(3, int32: -1)
            $0.field(4, int16: 64)
            $0.field(5, int8: -2)
        }
        let ones = [UInt8](repeating: 0xFF, count: 9)
        #expect(
            bytes == [0x16] + ones + [0x01, 0x16, 0xFE] + ones[1...] + [
                0x01, 0x15, 0x01, 0x14, 0x80, 0x01, 0x13, 0xFE, 0,
            ]
        )
    }

    @Test("a truth value is in the header, a distant field has a long one, structs number their own fields")
    func headers() {
        let bytes = written {
            $0.field(1, bool: true)
            $0.field(2, bool: false)
            $0.field(20) { $0.emptyField(2) }
            $0.field(21, string: "ab")
        }
        #expect(bytes == [0x11, 0x12, 0x0C, 0x28, 0x2C, 0x00, 0x00, 0x18, 0x02, 0x61, 0x62, 0x00])
    }

    @Test("lists of fifteen or more have their size after the header")
    func longList() {
        let bytes = written { $0.field(1, int32s: Array(repeating: 0, count: 15)) }
        #expect(bytes == [0x19, 0xF5, 0x0F] + [UInt8](repeating: 0, count: 15) + [0x00])
        let structures = written { writer in
            writer.field(1, structures: [1, 2]) { $1.field(1, int32: Int32($0)) }
        }
        #expect(structures == [0x19, 0x2C, 0x15, 0x02, 0x00, 0x15, 0x04, 0x00, 0x00])
    }
}
