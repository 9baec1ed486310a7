#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Distinguishes a file from other files, and from itself after a change.
///
/// Deleting a file, replacing it and changing its metadata all move the time of the last change, so each of them
/// results in a different identity.
///
/// Three changes go undetected. Linux before 6.13 takes times from a clock that ticks every few milliseconds: a write
/// that keeps the size, in the same tick as the last one before the file was opened, leaves the time as it was. So does
/// a process that has mapped the file and continues to write to pages it has written to before. And network file
/// systems may answer from a cache for some seconds.
struct FileIdentity: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int
    /// The time of the last modification, in nanoseconds since 1970.
    let modified: Int64
    /// The time of the last change of content, links, owner or mode, in nanoseconds since 1970.
    let changed: Int64
    let links: UInt64
    let mode: UInt32

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        #if canImport(Darwin)
            modified = Self.nanoseconds(status.st_mtimespec)
            changed = Self.nanoseconds(status.st_ctimespec)
        #else
            modified = Self.nanoseconds(status.st_mtim)
            changed = Self.nanoseconds(status.st_ctim)
        #endif
        links = UInt64(status.st_nlink)
        mode = UInt32(status.st_mode)
    }

    /// Reads the identity of an open file.
    init(descriptor: Int32) throws(SystemError) {
        var status = stat()
        // SAFETY: the call fills the struct it is given.
        guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError("fstat") }
        self.init(status)
    }

    /// Reads the identity of the file at `path`, links followed.
    init(path: FilePath) throws(SystemError) {
        self.init(
            try path.withCString { (path) throws(SystemError) in
                var status = stat()
                // SAFETY: the call fills the struct it is given; the path is a C string.
                guard unsafe stat(path, &status) == 0 else { throw SystemError("stat") }
                return status
            }
        )
    }

    /// Reads the identity of `name` in `directory`; a link has one of its own unless it is followed.
    init(of name: FilePath, in directory: Directory, followingLinks: Bool) throws(SystemError) {
        self.init(
            try name.withCString { (name) throws(SystemError) in
                var status = stat()
                let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
                // SAFETY: the call fills the struct it is given; the name is a C string.
                guard unsafe fstatat(directory.descriptor.rawValue, name, &status, flags) == 0 else {
                    throw SystemError("fstatat")
                }
                return status
            }
        )
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// The time of the last modification.
    var modifiedTime: UTCTimestamp { Self.timestamp(modified) }
    /// The time of the last change of content, links, owner or mode.
    var changedTime: UTCTimestamp { Self.timestamp(changed) }

    private static func timestamp(_ nanoseconds: Int64) -> UTCTimestamp {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return UTCTimestamp(seconds: Int(seconds), microseconds: Int(rest / 1_000))
    }

    var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
    var isDirectory: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
    var isLink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }
}
