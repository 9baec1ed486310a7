#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads the file that holds a schema.
enum SchemaFile {
    /// Returns the file's bytes; of a file that is too large, at least one byte more than a schema may have.
    static func bytes(at path: String) throws(SchemaError) -> [UInt8] {
        let name = Excerpt.path(path)
        do throws(SystemError) {
            // SAFETY: the path is passed as a C string for the length of the call.
            let descriptor = try retryingInterrupts("open") { unsafe open(path, O_RDONLY | O_CLOEXEC) }
            defer { close(descriptor) }
            return try readAll(descriptor)
        } catch {
            switch error.code {
            case ENOENT: throw SchemaError(message: "\(name): no such schema file; the built-in schema is items")
            case EISDIR: throw SchemaError(message: "\(name): expected a schema file, found a directory")
            default: throw SchemaError(message: "cannot read the schema file \(name): \(error)")
            }
        }
    }

    private static func readAll(_ descriptor: Int32) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= SchemaDocument.maximumSize {
            let count = try retryingInterrupts("read") {
                // SAFETY: the block has room for as many bytes as are requested.
                unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            }
            guard count > 0 else { break }
            bytes.append(contentsOf: block[..<count])
        }
        return bytes
    }
}
