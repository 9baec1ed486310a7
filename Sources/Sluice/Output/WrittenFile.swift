/// The length and checksum of what was written to a file: enough to verify that it is still there.
struct WrittenFile: Sendable, Equatable {
    var bytes = 0
    var crc32c: UInt32 = 0

    /// Counts bytes that were appended.
    mutating func append(_ span: Span<UInt8>) {
        bytes += span.count
        crc32c = span.crc32c(extending: crc32c)
    }

    func write(to writer: inout JSONWriter) {
        writer.member("bytes", bytes)
        writer.member("crc32c", crc32c.hexDigits)
    }
}

extension WrittenFile {
    /// Reads what `write(to:)` has written.
    init?(_ node: JSONNode) {
        guard let bytes = node["bytes"]?.count, let digits = node["crc32c"]?.string,
            let crc32c = UInt32(digits, radix: 16), crc32c.hexDigits == digits
        else { return nil }
        self.init(bytes: bytes, crc32c: crc32c)
    }
}
