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
    private let path: String?

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
        guard let path, let resolved = Self.resolved(path) else { return false }
        let statuses = try directories.map { directory throws(SystemError) in try directory.status() }
        var rest = resolved[...]
        while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
            rest = rest[..<slash]
            var status = stat()
            // SAFETY: the call fills the struct it is given; the path is passed as a C string.
            guard unsafe stat(rest.isEmpty ? "/" : String(rest), &status) == 0 else { continue }
            let ancestor = FileStatus(status)
            if statuses.contains(where: ancestor.isSameFile) { return true }
        }
        return false
    }

    /// The path without links; `nil` if it no longer exists.
    private static func resolved(_ path: String) -> String? {
        // SAFETY: without a buffer the call allocates one of the right size, which is copied and freed here.
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(validatingCString: resolved)
    }
}
