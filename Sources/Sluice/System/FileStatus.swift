#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the system knows of a file, taken at one moment.
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
    /// How many names the file has.
    let links: UInt64
    /// The permissions, with the bits for the owner's and the group's identity and the sticky bit.
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

    /// Whether both are of the same file, whatever its names.
    func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

    /// Whether this is the file with the identity of an input.
    func isFile(_ identity: FileIdentity) -> Bool { device == identity.device && inode == identity.inode }
}
