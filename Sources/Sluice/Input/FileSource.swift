#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A regular file, read through mapped windows: resident memory does not grow with its size.
final class FileSource: ByteSource {
    let name: String
    private let descriptor: Int32
    private let initialIdentity: FileIdentity

    /// Takes over an open descriptor of a regular file.
    init(descriptor: Int32, identity: FileIdentity, name: String) {
        self.descriptor = descriptor
        initialIdentity = identity
        self.name = name
    }

    deinit { close(descriptor) }

    var totalBytes: Int? { initialIdentity.size }
    var identity: FileIdentity? { initialIdentity }
    var canReadAgain: Bool { true }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        let available = max(0, min(count, initialIdentity.size - offset))
        guard available > 0 else { return ChunkBytes(copying: Span(), offset: offset) }
        do {
            return try ChunkBytes(mapping: descriptor, offset: offset, count: available)
        } catch {
            throw InputError(message: "cannot read \(name): \(error)", isTransient: error.isTransient)
        }
    }

    func checkUnchanged() throws(InputError) {
        guard try FileIdentity(descriptor: descriptor, name: name) == initialIdentity else {
            throw InputError(message: "\(name) has changed while it was read; nothing can be said of its records")
        }
    }
}
