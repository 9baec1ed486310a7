import CSluiceSystem

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An open directory and the operations on its entries; it closes itself.
///
/// Names are single path components.
final class Directory: Sendable {
    let path: FilePath
    let descriptor: Descriptor

    /// Opens a directory.
    init(path: FilePath) throws(SystemError) {
        descriptor = try Descriptor(directory: path)
        self.path = path
    }

    /// Opens a directory for looking up names only; it need not be readable.
    init(searchable path: FilePath) throws(SystemError) {
        // SAFETY: the path is passed as a C string for the length of the call.
        let descriptor = try path.withCString { (path) throws(SystemError) in
            try retryingInterrupts("open") { unsafe sluice_open_searchable(path) }
        }
        self.descriptor = Descriptor(adopting: descriptor)
        self.path = path
    }

    /// Opens the directory `name` in `parent`; symbolic links are not followed.
    init(existing name: some PathName, in parent: Directory) throws(SystemError) {
        descriptor = try Descriptor(in: parent.descriptor, name: name, flags: O_RDONLY | O_DIRECTORY)
        path = parent.path.appending(name)
    }

    /// Opens the directory `name` in `parent`, making it if it is missing.
    convenience init(making name: some PathName, in parent: Directory) throws(SystemError) {
        do throws(SystemError) {
            try parent.make(name)
        } catch  where error.code == EEXIST {
            // It exists already.
        }
        try self.init(existing: name, in: parent)
    }

    /// Makes the directory `name`, which must not exist.
    func make(_ name: some PathName) throws(SystemError) {
        try name.filePath.withCString { (name) throws(SystemError) in
            // SAFETY: the name is a C string.
            guard unsafe mkdirat(descriptor.rawValue, name, 0o777) == 0 else { throw SystemError("mkdir") }
        }
    }

    /// The names in the directory, sorted by their bytes.
    func entries() throws(SystemError) -> [FilePath] {
        // A separate descriptor, so that reading starts at the beginning; `closedir` closes it.
        let own = try retryingInterrupts("openat") {
            // SAFETY: the name is a constant.
            unsafe openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        // SAFETY: the stream is used until it is closed below, by this function alone.
        guard let stream = unsafe fdopendir(own) else {
            let error = SystemError("fdopendir")
            close(own)
            throw error
        }
        defer { _ = unsafe closedir(stream) }
        var entries: [FilePath] = []
        while true {
            // `readdir` leaves it alone at the end of the directory: an error must not be mistaken for the end.
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            // SAFETY: the field's own bytes, copied before the next call; the name ends with a zero byte.
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
                unsafe Array(name.prefix { $0 != 0 })
            }
            if bytes != Array(".".utf8), bytes != Array("..".utf8) { entries.append(FilePath(bytes: bytes)) }
        }
        guard errno == 0 else { throw SystemError("readdir") }
        return entries.sorted { $0.precedes($1) }
    }

    /// Returns whether the directory has no entries.
    func isEmpty() throws(SystemError) -> Bool { try entries().isEmpty }

    /// Returns the bytes of the file `name`; symbolic links are not followed.
    func contents(of name: String) throws(SystemError) -> [UInt8] {
        try Descriptor(existing: name, in: descriptor, isWritable: false).contents()
    }

    /// Returns the status of `name`, links not followed; `nil` if there is no such entry.
    func status(of name: some PathName) throws(SystemError) -> FileStatus? {
        try name.filePath.withCString { (name) throws(SystemError) in
            var status = stat()
            // SAFETY: the call fills the struct it is given; the name is a C string.
            guard unsafe fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                let error = SystemError("fstatat")
                guard [ENOENT, ENAMETOOLONG].contains(error.code) else { throw error }
                return nil
            }
            return FileStatus(status)
        }
    }

    /// Returns whether `name` in this directory refers to `directory`.
    func names(_ directory: Directory, _ name: some PathName) throws(SystemError) -> Bool {
        try status(of: name)?.isSameFile(as: directory.status()) ?? false
    }

    /// Returns whether `name` is a directory, and not a link to one.
    func isDirectory(_ name: String) throws(SystemError) -> Bool { try status(of: name)?.kind == .directory }

    /// Renames `name` to `newName` in another directory of the same file system.
    func rename(_ name: some PathName, to newName: some PathName, in other: Directory) throws(SystemError) {
        try Self.withCStrings(name, newName) { (name, newName) throws(SystemError) in
            // SAFETY: the names are C strings.
            guard unsafe renameat(descriptor.rawValue, name, other.descriptor.rawValue, newName) == 0 else {
                throw SystemError("rename")
            }
        }
    }

    /// Renames `name` to the same name in another directory of the same file system, where it must be free.
    func move(_ name: String, to other: Directory) throws(SystemError) {
        // SAFETY: the names are passed as C strings for the length of the call.
        guard unsafe sluice_rename_to_free_name(descriptor.rawValue, name, other.descriptor.rawValue, name) == 0 else {
            throw SystemError("renameat2")
        }
    }

    /// Renames `name` inside the directory, if there is such an entry.
    func renameIfThere(_ name: String, to newName: String) throws(SystemError) {
        if try status(of: name) != nil { try rename(name, to: newName, in: self) }
    }

    /// Exchanges `name` and `otherName` in another directory of the same file system, in one step.
    func exchange(_ name: some PathName, with otherName: some PathName, in other: Directory) throws(SystemError) {
        try Self.withCStrings(name, otherName) { (name, otherName) throws(SystemError) in
            // SAFETY: the names are C strings.
            guard unsafe sluice_exchange(descriptor.rawValue, name, other.descriptor.rawValue, otherName) == 0 else {
                throw SystemError("renameat2")
            }
        }
    }

    @safe
    private static func withCStrings(
        _ name: some PathName,
        _ otherName: some PathName,
        _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) throws(SystemError) -> Void
    ) throws(SystemError) {
        try name.filePath.withCString { (name) throws(SystemError) in
            try otherName.filePath.withCString { (otherName) throws(SystemError) in try unsafe body(name, otherName) }
        }
    }

    /// Adds a hard link of the same name in another directory of the same file system.
    func link(_ name: String, in other: Directory) throws(SystemError) {
        // SAFETY: the names are passed as C strings for the length of the call.
        guard unsafe linkat(descriptor.rawValue, name, other.descriptor.rawValue, name, 0) == 0 else {
            throw SystemError("link")
        }
    }

    /// Removes the file `name`, if there is one.
    func remove(_ name: String) throws(SystemError) { try remove(name, flags: 0, "unlink") }

    /// Removes the empty directory `name`, if there is one.
    func removeDirectory(_ name: some PathName) throws(SystemError) {
        try remove(name, flags: AT_REMOVEDIR, "rmdir")
    }

    private func remove(_ name: some PathName, flags: Int32, _ call: StaticString) throws(SystemError) {
        try name.filePath.withCString { (name) throws(SystemError) in
            // SAFETY: the name is a C string.
            guard unsafe unlinkat(descriptor.rawValue, name, flags) == 0 || errno == ENOENT else {
                throw SystemError(call)
            }
        }
    }

    /// Returns the status of the directory itself.
    func status() throws(SystemError) -> FileStatus { try descriptor.status() }

    /// Returns whether a file system, or part of one, is mounted here.
    func isMountPoint() -> Bool { sluice_is_mount_point(descriptor.rawValue) != 0 }

    /// Copies the permissions, owner, access control lists and extended attributes of another directory to this one.
    func adoptAttributes(of other: Directory) throws(SystemError) {
        let (wanted, own) = try (other.status(), status())
        if wanted.owner != own.owner || wanted.group != own.group {
            try descriptor.setOwner(wanted.owner, wanted.group)
        }
        try descriptor.setMode(wanted.permissions)
        guard sluice_copy_attributes(other.descriptor.rawValue, descriptor.rawValue) == 0 else {
            throw SystemError("setxattr")
        }
    }

    /// Waits until the entries are on the device.
    func sync() throws(SystemError) { try descriptor.sync() }
}
