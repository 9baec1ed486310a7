#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where a run's input is: the output must not contain it.
struct InputPlace: Sendable {
    /// The file itself; `nil` for a pipe.
    let identity: FileIdentity?
    private let path: FilePath?

    /// The place of `input`, whose file has this identity.
    init(_ input: InputSource, _ identity: FileIdentity?) {
        self.identity = identity
        switch input {
        case .file(let path): self.path = path
        case .standardInput: path = nil
        }
    }

    /// Whether the input is inside one of `directories`, at any depth and through any links.
    func isInside(_ directories: [Directory]) throws(SystemError) -> Bool {
        // What no longer exists is nowhere.
        guard let path, let resolved = try? path.resolved() else { return false }
        let statuses = try directories.map { directory throws(SystemError) in try directory.status() }
        var ancestor = resolved
        while ancestor != "/" {
            ancestor = ancestor.parentAndName.parent
            if let status = Self.status(of: ancestor), statuses.contains(where: status.isSameFile) { return true }
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
