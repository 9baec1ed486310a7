#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A directory and what can be done with the names in it.
///
/// Names are single path components.
struct Directory: ~Copyable {
    let path: String
    let descriptor: Descriptor

    /// Opens a directory.
    init(path: String) throws(SystemError) {
        descriptor = try Descriptor(directory: path)
        self.path = path
    }

    /// Opens the directory `name` in `parent`; symbolic links are not followed.
    init(existing name: String, in parent: borrowing Directory) throws(SystemError) {
        descriptor = try Descriptor(in: parent.descriptor, name: name, flags: O_RDONLY | O_DIRECTORY)
        path = parent.path + "/" + name
    }

    /// Opens the directory `name` in `parent`, making it if there is none.
    init(making name: String, in parent: borrowing Directory) throws(SystemError) {
        // SAFETY: the name is passed as a C string for the length of the call.
        if unsafe mkdirat(parent.descriptor.rawValue, name, 0o777) != 0, errno != EEXIST { throw SystemError("mkdir") }
        descriptor = try Descriptor(in: parent.descriptor, name: name, flags: O_RDONLY | O_DIRECTORY)
        path = parent.path + "/" + name
    }

    /// Makes the directory at `path` and those above it where there are none; returns whether it was made.
    static func make(_ path: String) throws(SystemError) -> Bool {
        // SAFETY: the path is passed as a C string for the length of the call.
        if unsafe mkdir(path, 0o777) == 0 {
            try? Directory(path: parent(of: path)).sync()
            return true
        }
        let error = SystemError("mkdir")
        switch error.code {
        case EEXIST: return false
        // Nothing to make above it: the file system has its own reasons.
        case ENOENT where try make(parent(of: path)): return try make(path)
        default: throw error
        }
    }

    private static func parent(of path: String) -> String {
        let trimmed = path.utf8.reversed().drop { $0 == UInt8(ascii: "/") }
        guard let slash = trimmed.firstIndex(of: UInt8(ascii: "/")) else { return path.hasPrefix("/") ? "/" : "." }
        let head = trimmed[slash...].drop { $0 == UInt8(ascii: "/") }
        return head.isEmpty ? "/" : String(decoding: head.reversed(), as: UTF8.self)
    }

    /// The names in the directory, sorted by their bytes.
    func names() throws(SystemError) -> [String] {
        // A descriptor of its own, so that reading starts at the beginning: `closedir` closes it.
        let own = try retryingInterrupts("openat") {
            // SAFETY: the name is a constant.
            unsafe openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        // SAFETY: the stream is used until it is closed below, by this function alone.
        guard let stream = unsafe fdopendir(own) else { throw SystemError("fdopendir") }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Renames `name` to `newName` in another directory of the same file system.
    func rename(_ name: String, to newName: String, in other: borrowing Directory) throws(SystemError) {
        // SAFETY: the names are passed as C strings for the length of the call.
        guard unsafe renameat(descriptor.rawValue, name, other.descriptor.rawValue, newName) == 0 else {
            throw SystemError("rename")
        }
    }

    /// Removes a file or a directory with all that is in it.
    ///
    /// Symbolic links are removed, not followed.
    func removeTree(_ name: String) throws(SystemError) {
        // SAFETY: the names are passed as C strings for the length of the call.
        if unsafe unlinkat(descriptor.rawValue, name, 0) == 0 || errno == ENOENT { return }
        do {
            let child = try Directory(existing: name, in: self)
            for inner in try child.names() { try child.removeTree(inner) }
        }
        guard unsafe unlinkat(descriptor.rawValue, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
            throw SystemError("rmdir")
        }
    }

    /// Waits until the names are on the device.
    func sync() throws(SystemError) { try descriptor.sync() }

    /// Takes the directory for this process, until the descriptor is closed.
    ///
    /// - Throws: `EWOULDBLOCK` where another one has it.
    func lock() throws(SystemError) {
        try retryingInterrupts("flock") { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) }
    }

    /// Returns whether `name` is the file with this identity.
    func isFile(_ name: String, device: UInt64, inode: UInt64) -> Bool {
        var status = stat()
        // SAFETY: the call fills the struct it is given; the name is passed as a C string.
        guard unsafe fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
        return UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }

    /// Returns whether `name` is a directory, and no link to one.
    func isDirectory(_ name: String) -> Bool {
        var status = stat()
        // SAFETY: the call fills the struct it is given; the name is passed as a C string.
        guard unsafe fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
        return status.st_mode & mode_t(S_IFMT) == mode_t(S_IFDIR)
    }
}
