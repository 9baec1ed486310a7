/// How much has been written to a file, and what: enough to tell whether it is still there.
struct WrittenFile: Sendable, Equatable {
    var bytes = 0
    var crc32c: UInt32 = 0

    /// Takes note of bytes that were added.
    mutating func append(_ span: Span<UInt8>) {
        bytes += span.count
        crc32c = span.crc32c(extending: crc32c)
    }

    func write(to writer: inout JSONWriter) {
        writer.member("bytes", bytes)
        writer.member("crc32c", crc32c.hexDigits)
    }
}
