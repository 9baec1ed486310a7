#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What tells a file from another one, and from itself after a change.
struct FileIdentity: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int
    /// The time of the last modification, in nanoseconds since 1970.
    let modified: Int64
    let mode: UInt32

    init(descriptor: Int32, name: String) throws(InputError) {
        var status = stat()
        // SAFETY: the call fills the struct it is given.
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw InputError(message: "cannot read \(name): \(SystemError("fstat"))")
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        mode = UInt32(status.st_mode)
    }

    /// The time of the last modification.
    var modifiedTime: UTCTimestamp {
        let (seconds, nanoseconds) = modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        return UTCTimestamp(seconds: Int(seconds), microseconds: Int(nanoseconds / 1_000))
    }

    var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
    var isDirectory: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
}
