#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where the inputs of a run are: its output must not contain them.
extension InputList {
    /// Whether an input is inside one of `directories`, at any depth and through any links.
    func isInside(_ directories: [Directory]) throws(SystemError) -> Bool {
        guard !directories.isEmpty else { return false }
        let statuses = try directories.map { directory throws(SystemError) in try directory.status() }
        let (inputDirectories, files) = places
        // Directories of inputs that are inside none.
        var passed: Set<FilePath> = []
        for directory in inputDirectories {
            guard let resolved = try? directory.resolved() else { continue }
            if Self.isInside(resolved, statuses, &passed) { return true }
        }
        for file in files {
            // What no longer exists is nowhere.
            guard let resolved = try? file.resolved() else { continue }
            if Self.isInside(resolved.parentAndName.parent, statuses, &passed) { return true }
        }
        return false
    }

    private static func isInside(
        _ directory: FilePath,
        _ statuses: [FileStatus],
        _ passed: inout Set<FilePath>
    ) -> Bool {
        var ancestor = directory
        while passed.insert(ancestor).inserted {
            if let status = status(of: ancestor), statuses.contains(where: status.isSameFile) { return true }
            ancestor = ancestor.parentAndName.parent
        }
        return false
    }

    private static func status(of path: FilePath) -> FileStatus? {
        path.withCString { path in
            var status = stat()
            // SAFETY: the call fills the struct it is given; the path is a C string.
            return unsafe stat(path, &status) == 0 ? FileStatus(status) : nil
        }
    }
}

extension Set<InputList.FileNumber> {
    /// Whether one of the files is the one with this status.
    func contains(_ status: FileStatus) -> Bool {
        contains(InputList.FileNumber(device: status.device, inode: status.inode))
    }
}
