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
/// A window shows the file as it is when its bytes are read, not as it was when it was opened. So a reader checks that
/// the file is unchanged before it uses what it has read.
@safe
final class FileSource: ByteSource, Sendable {
    let name: String
    let descriptor: Int32
    private let initialIdentity: FileIdentity
    /// The file as `MappedInputRescue` knows it, with the flag that bytes of a window could not be read.
    nonisolated(unsafe) let watched: UnsafeMutablePointer<sluice_file>

    /// Takes ownership of an open descriptor of a regular file.
    init(descriptor: Int32, identity: FileIdentity, name: String) {
        self.descriptor = descriptor
        initialIdentity = identity
        self.name = name
        unsafe watched = .allocate(capacity: 1)
        // SAFETY: allocated above.
        unsafe watched.initialize(
            to: sluice_file(
                descriptor: descriptor,
                has_lost_pages: 0,
                device: identity.device,
                inode: identity.inode,
                size: Int64(identity.size),
                modified: identity.modified,
                changed: identity.changed
            )
        )
    }

    deinit {
        close(descriptor)
        // SAFETY: the windows keep this object, and the flag is raised only for windows that exist.
        unsafe watched.deallocate()
    }

    var totalBytes: Int? { initialIdentity.size }
    var identity: FileIdentity? { initialIdentity }
    var file: FileSource? { self }
    var canReadAgain: Bool { true }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        try window(at: offset, count: count, isPopulated: false)
    }

    /// Returns the whole file, with all its pages in memory.
    func whole() throws(InputError) -> ChunkBytes {
        try window(at: 0, count: initialIdentity.size, isPopulated: true)
    }

    private func window(at offset: Int, count: Int, isPopulated: Bool) throws(InputError) -> ChunkBytes {
        let available = max(0, min(count, initialIdentity.size - offset))
        guard available > 0 else { return ChunkBytes(copying: Span(), offset: offset) }
        do {
            return try ChunkBytes(mapping: self, offset: offset, count: available, isPopulated: isPopulated)
        } catch {
            throw InputError(message: "cannot read \(name): \(error)", isTransient: error.isTransient)
        }
    }

    func checkUnchanged() throws(InputError) {
        // SAFETY: the flag lives as long as this object. It is read first, as the file changes before the flag is
        // raised.
        let hasLostPages = unsafe sluice_has_lost_pages(watched) != 0
        try FileIdentity(descriptor: descriptor, name: name).checkUnchanged(since: initialIdentity, name: name)
        guard !hasLostPages else {
            // The file is unchanged, so the device failed to deliver the pages.
            let message = "cannot read \(name): some of its bytes could not be read from the device"
            throw InputError(message: message, isTransient: true)
        }
    }
}
