extension CompressionCodec {
    /// The codec that is asked for; where none is, zstd if its library is there.
    ///
    /// - Throws: where the library of the one that is asked for is not there.
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
            "the compression \(codec) needs \(library), which is not installed (on Debian the package \(package))"
        )
    }

    /// The codec as options and manifests name it.
    var name: String {
        switch self {
        case .uncompressed: ParquetCompression.uncompressed.rawValue
        case .snappy: ParquetCompression.snappy.rawValue
        case .zstd: ParquetCompression.zstd.rawValue
        }
    }
}
