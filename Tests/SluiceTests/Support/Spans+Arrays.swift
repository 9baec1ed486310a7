@testable import Sluice

/// The same questions of arrays: a span cannot be an operand of a test macro.
extension [UInt8] {
    func hasSameBytes(as other: [UInt8]) -> Bool { span.hasSameBytes(as: other.span) }

    func littleEndianWord(at index: Int) -> UInt64 { span.littleEndianWord(at: index) }
}

extension Base64 {
    static func encode(_ bytes: [UInt8]) -> String { encode(bytes.span) }
}

extension KeyHash {
    func callAsFunction(_ bytes: [UInt8]) -> UInt64 { self(bytes.span) }
}

extension FieldTable {
    func index(of name: [UInt8]) -> Int? { index(of: name.span) }

    func nameBytes(of field: Int) -> [UInt8] { Array(copying: name(of: field)) }
}

extension TextExtent {
    init(of text: [UInt8]) { self.init(of: text.span) }
}

extension RecordCutter {
    func cut(in bytes: [UInt8], from target: Int) -> Int? { cut(in: bytes.span, from: target) }
}

extension ChunkBytes {
    /// A copy of `bytes` that stand at `offset` in the input.
    convenience init(_ bytes: [UInt8], offset: Int) { self.init(copying: bytes.span, offset: offset) }

    var array: [UInt8] { Array(copying: span) }
}
