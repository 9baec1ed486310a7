#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file's status at one moment, as the system reports it.
struct FileStatus: Sendable {
    enum Kind: Sendable {
        case regular
        case directory
        case link
        /// A pipe, a socket or a device.
        case other
    }

    let kind: Kind
    let device: UInt64
    let inode: UInt64
    /// The size in bytes.
    let size: Int
    /// The number of hard links.
    let links: UInt64
    /// The permissions, including the set-user-ID, set-group-ID and sticky bits.
    let permissions: mode_t
    let owner: uid_t
    let group: gid_t

    init(_ status: stat) {
        kind =
            switch status.st_mode & mode_t(S_IFMT) {
            case mode_t(S_IFREG): .regular
            case mode_t(S_IFDIR): .directory
            case mode_t(S_IFLNK): .link
            default: .other
            }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        links = UInt64(status.st_nlink)
        permissions = status.st_mode & 0o7777
        owner = status.st_uid
        group = status.st_gid
    }

    /// Returns whether both describe the same file, whatever its names.
    func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}
