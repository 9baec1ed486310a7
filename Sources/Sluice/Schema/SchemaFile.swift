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
    static func bytes(at path: FilePath) throws(SchemaError) -> [UInt8] {
        let name = path.shown
        do throws(SystemError) {
            let file = try Descriptor(path: path, flags: O_RDONLY)
            return try readAll(file)
        } catch {
            switch error.code {
            case ENOENT: throw SchemaError(message: "\(name): no such schema file; the built-in schema is items")
            case EISDIR: throw SchemaError(message: "\(name): expected a schema file, found a directory")
            default: throw SchemaError(message: "cannot read the schema file \(name): \(error)")
            }
        }
    }

    private static func readAll(_ file: borrowing Descriptor) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        try file.read { piece in
            bytes.append(contentsOf: piece)
            return bytes.count <= SchemaDocument.maximumSize
        }
        return bytes
    }
}
