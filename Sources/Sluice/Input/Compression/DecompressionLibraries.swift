/// The system libraries that decompress, by the names under which they may be installed; none is needed before an input
/// asks for it.
struct DecompressionLibraries: Sendable {
    var isal: [String]
    var zlibNG: [String]
    var zlib: [String]
    var zstd: [String]

    /// The names on Linux and macOS.
    static let system = DecompressionLibraries(
        isal: names(of: "isal", version: 2),
        zlibNG: names(of: "z-ng", version: 2),
        zlib: names(of: "z", version: 1) + ["/usr/lib/libz.1.dylib"],
        zstd: names(of: "zstd", version: 1)
    )

    private static func names(of library: String, version: Int) -> [String] {
        let file = "lib\(library).\(version).dylib"
        return [
            "lib\(library).so.\(version)", "lib\(library).so", file, "/opt/homebrew/lib/\(file)",
            "/usr/local/lib/\(file)",
        ]
    }

    /// A decoder of inputs with this compression, which `name` is; for gzip of the fastest library.
    ///
    /// - Throws: `InputError` if no library is installed.
    func decoder(of compression: Compression, name: String) throws(InputError) -> any StreamDecoder {
        switch compression {
        case .gzip:
            if let inflater { return GzipDecoder(inflater) }
            throw Self.missing(compression, "zlib", package: "zlib1g", name)
        case .zstd:
            if let library = ZstdLibrary(zstd) { return ZstdDecoder(library) }
            throw Self.missing(compression, "libzstd", package: "libzstd1", name)
        }
    }

    private var inflater: (any Inflater)? {
        if let library = ISALLibrary(isal) { return ISALInflater(library) }
        return (ZlibLibrary(nextGeneration: zlibNG) ?? ZlibLibrary(zlib)).map(ZlibInflater.init)
    }

    private static func missing(
        _ compression: Compression,
        _ library: String,
        package: String,
        _ name: String
    ) -> InputError {
        InputError(
            message:
                "\(name) is compressed with \(compression), and \(library), which decompresses it, is not installed"
                + " (Debian package: \(package))"
        )
    }
}
