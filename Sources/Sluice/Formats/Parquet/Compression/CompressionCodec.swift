/// How the bytes of a page are compressed (Parquet's `CompressionCodec`).
enum CompressionCodec: Int32, Sendable {
    case uncompressed = 0
    case snappy = 1
    case zstd = 6
}

extension CompressionCodec {
    /// The requested codec; if none is requested, zstd if its library is installed.
    ///
    /// - Throws: `IngestionError` if the library of the requested codec is missing.
    init(_ compression: ParquetCompression?) throws(IngestionError) {
        switch compression {
        case .uncompressed?: self = .uncompressed
        case .zstd?:
            guard ZstdLibrary.shared != nil else { throw Self.missing("zstd", "libzstd", "libzstd1") }
            self = .zstd
        case .snappy?:
            guard SnappyLibrary.shared != nil else { throw Self.missing("snappy", "libsnappy", "libsnappy1v5") }
            self = .snappy
        case nil: self = ZstdLibrary.shared == nil ? .uncompressed : .zstd
        }
    }

    private static func missing(_ codec: String, _ library: String, _ package: String) -> IngestionError {
        IngestionError(
            .usage,
            "\(codec) compression needs \(library), which is not installed (Debian package: \(package))"
        )
    }

    /// The codec's name in options and manifests.
    var name: String {
        switch self {
        case .uncompressed: ParquetCompression.uncompressed.rawValue
        case .snappy: ParquetCompression.snappy.rawValue
        case .zstd: ParquetCompression.zstd.rawValue
        }
    }
}
