import CSluiceRescue

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A regular file, read through mapped windows: resident memory does not grow with its size.
///
/// A window shows the file as it is when its bytes are read, not as it was when it was opened. So whoever has read some
/// asks whether the file is unchanged before using them.
@safe
final class FileSource: ByteSource, Sendable {
    let name: String
    let descriptor: Int32
    private let initialIdentity: FileIdentity
    /// Not 0 once bytes of a window could not be read and zeros stand in their place: see `MappedInputRescue`.
    nonisolated(unsafe) let wasRescued: UnsafeMutablePointer<UInt32>

    /// Takes over an open descriptor of a regular file.
    init(descriptor: Int32, identity: FileIdentity, name: String) {
        self.descriptor = descriptor
        initialIdentity = identity
        self.name = name
        unsafe wasRescued = .allocate(capacity: 1)
        // SAFETY: allocated above.
        unsafe wasRescued.initialize(to: 0)
    }

    deinit {
        close(descriptor)
        // SAFETY: the windows, and with them whoever raises the flag, keep this object.
        unsafe wasRescued.deallocate()
    }

    var totalBytes: Int? { initialIdentity.size }
    var identity: FileIdentity? { initialIdentity }
    var canReadAgain: Bool { true }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        let available = max(0, min(count, initialIdentity.size - offset))
        guard available > 0 else { return ChunkBytes(copying: Span(), offset: offset) }
        do {
            return try ChunkBytes(mapping: self, offset: offset, count: available)
        } catch {
            throw InputError(message: "cannot read \(name): \(error)", isTransient: error.isTransient)
        }
    }

    func checkUnchanged() throws(InputError) {
        // SAFETY: the flag lives as long as this object. It is read first: who has raised it has changed the file before.
        let hasLostPages = unsafe sluice_was_rescued(wasRescued) != 0
        try FileIdentity(descriptor: descriptor, name: name).checkUnchanged(since: initialIdentity, name: name)
        guard !hasLostPages else {
            // The file is the same, so it is the device that did not give the pages.
            throw InputError(message: "cannot read \(name): some of its bytes could not be read", isTransient: true)
        }
    }
}
