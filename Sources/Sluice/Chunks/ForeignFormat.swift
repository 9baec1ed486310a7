/// Formats other than JSON in UTF-8 that are recognised by their first bytes.
enum ForeignFormat {
    /// Throws an error that names the format if `bytes` begin like one of them.
    static func refuse(_ bytes: Span<UInt8>, name: String) throws(InputError) {
        guard let format = format(of: bytes) else { return }
        throw InputError(message: "\(name) \(format)")
    }

    /// Whether the bytes are the header of a file in a tar archive (POSIX.1-1988 and later), which begins with its name.
    private static func isTar(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 512 else { return false }
        let magic = Array("ustar".utf8)
        return bytes.extracting(257..<262).hasSameBytes(as: magic.span)
    }

    private static func format(of bytes: Span<UInt8>) -> String? {
        // Minus one is the end of the input: a short text in UTF-16 or UTF-32 may end where a longer one has a zero.
        let head = (0..<5).map { $0 < bytes.count ? Int(bytes[$0]) : -1 }
        if isTar(bytes) { return "is a tar archive; extract its files first" }
        switch (head[0], head[1], head[2], head[3]) {
        case (0x1F, 0x8B, _, _): return "is compressed twice, with gzip inside; decompress it once first"
        case (0x28, 0xB5, 0x2F, 0xFD): return "is compressed twice, with zstd inside; decompress it once first"
        case (0x42, 0x5A, 0x68, _): return "is compressed with bzip2; decompress it first"
        case (0xFD, 0x37, 0x7A, 0x58): return "is compressed with xz; decompress it first"
        case (0x04, 0x22, 0x4D, 0x18): return "is compressed with lz4; decompress it first"
        case (0xFF, 0x06, 0x00, 0x00): return "is compressed with snappy; decompress it first"
        case (0x50, 0x4B, 0x03, 0x04): return "is a zip archive; extract its files first"
        case (0x37, 0x7A, 0xBC, 0xAF): return "is a 7z archive; extract its files first"
        case (0x50, 0x41, 0x52, 0x31): return "is a Parquet file, not JSON"
        case (0x4F, 0x62, 0x6A, 0x01): return "is an Avro file, not JSON"
        // A text may begin with these letters.
        case (0x4F, 0x52, 0x43, 0x00..<0x20), (0x4F, 0x52, 0x43, 0x7F...): return "is an ORC file, not JSON"
        case (0x41, 0x52, 0x52, 0x4F) where head[4] == 0x57 && bytes.count > 6 && bytes[6] == 0:
            return "is an Arrow file, not JSON"
        case (0x00, 0x00, 0xFE, 0xFF), (0xFF, 0xFE, 0x00, 0x00), (0x01..., 0, 0, 0):
            return "is UTF-32 text; JSON must be UTF-8 (RFC 8259, section 8.1)"
        case (0x00, 0x00, 0x00, 0x01...) where head[4] <= 0:
            return "is UTF-32 text; JSON must be UTF-8 (RFC 8259, section 8.1)"
        case (0xFE, 0xFF, _, _), (0xFF, 0xFE, _, _), (0x00, 0x01..., ...0, _), (0x01..., 0x00, _, ...0):
            return "is UTF-16 text; JSON must be UTF-8 (RFC 8259, section 8.1)"
        default: return nil
        }
    }
}
