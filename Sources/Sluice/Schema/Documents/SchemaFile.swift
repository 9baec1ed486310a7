#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads the file that holds a schema.
enum SchemaFile {
    /// Splits a path that ends with `#` and a JSON Pointer, unless a file has just that name.
    static func parts(of path: FilePath) throws(SchemaError) -> (file: FilePath, pointer: JSONPointer?) {
        guard let mark = path.bytes.lastIndex(of: UInt8(ascii: "#")), resolved(path) == nil else { return (path, nil) }
        let text = String(decoding: path.bytes[mark...], as: UTF8.self)
        guard let pointer = JSONPointer(URIReference(text).fragmentText) else {
            throw SchemaError(message: "\(path.shown): expected a JSON Pointer after \"#\", such as #/$defs/Order")
        }
        return (FilePath(bytes: Array(path.bytes[..<mark])), pointer)
    }

    /// Reads the file at `path`, and takes it apart.
    static func document(at path: FilePath) throws(SchemaError) -> SchemaDocument {
        let bytes = try bytes(at: path)
        return try SchemaDocument(bytes: bytes, name: path.shown, path: resolved(path))
    }

    /// The absolute path of a file; `nil` for a pipe, to which nothing is relative.
    private static func resolved(_ path: FilePath) -> FilePath? {
        do throws(SystemError) { return try path.resolved() } catch { return nil }
    }

    /// Returns the file's bytes; of a file that is too large, at least one byte more than a schema may have.
    static func bytes(at path: FilePath) throws(SchemaError) -> [UInt8] {
        let name = path.shown
        do throws(SystemError) {
            let file = try Descriptor(path: path, flags: O_RDONLY)
            return try readAll(file)
        } catch {
            switch error.code {
            case ENOENT:
                throw SchemaError(
                    message: "\(name): no such schema file; the built-in schema is items",
                    isAboutFile: true
                )
            case EISDIR:
                throw SchemaError(message: "\(name): expected a schema file, found a directory", isAboutFile: true)
            default: throw SchemaError(message: "cannot read the schema file \(name): \(error)", isAboutFile: true)
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
