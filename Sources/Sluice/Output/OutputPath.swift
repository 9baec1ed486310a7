#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where an output directory is or will be, with symbolic links followed; nothing is created yet.
///
/// ```
/// -o link/a/../b/out          link -> /data, which exists; a and b do not
/// existing  /data             missing  ["b"]             name  out
/// ```
///
/// A component that does not exist and a `..` after it cancel out: neither is created.
struct OutputPath: Sendable {
    /// How many links are followed at most, as in the kernel.
    private static let maximumLinks = 40

    /// The path as given.
    let given: FilePath
    /// The last existing directory on the path: absolute, without links.
    let existing: FilePath
    /// The directories to create between `existing` and the output directory.
    let missing: [FilePath]
    /// The output directory's own name; empty for the root of the file system.
    let name: FilePath

    /// The path as given, escaped for messages.
    var shown: String { given.shown }
    /// The path of the directory that holds the output directory.
    var parent: FilePath { missing.reduce(existing) { $0.appending($1) } }
    /// The path of the output directory.
    var absolute: FilePath { name.isEmpty ? parent : parent.appending(name) }

    /// The path of the workspace beside the output directory.
    var workspace: FilePath { parent.appending(Workspace.name(beside: name) ?? name) }

    /// Follows `path`.
    ///
    /// - Throws: `ENOTDIR` if a component is not a directory.
    init(_ path: FilePath) throws(SystemError) {
        given = path
        guard !path.isEmpty else { throw SystemError("open", code: ENOENT) }
        var existing: FilePath = path.isAbsolute ? "/" : try FilePath(".").resolved()
        var missing: [FilePath] = []
        var components = Array(path.components.reversed())
        var links = 0
        while let component = components.popLast() {
            if component == "..", !missing.isEmpty {
                missing.removeLast()
            } else if component == ".." {
                existing = existing.parentAndName.parent
            } else if !missing.isEmpty {
                missing.append(component)
            } else {
                switch try Self.step(from: existing, to: component) {
                case .directory: existing = existing.appending(component)
                case .missing: missing.append(component)
                case .link(let target):
                    links += 1
                    guard links <= Self.maximumLinks else { throw SystemError("open", code: ELOOP) }
                    if target.isAbsolute { existing = "/" }
                    components += target.components.reversed()
                }
            }
        }
        if let last = missing.popLast() {
            (self.existing, self.missing, name) = (existing, missing, last)
        } else {
            let (parent, name) = existing.parentAndName
            (self.existing, self.missing, self.name) = (parent, [], name)
        }
    }

    private enum Step {
        case directory
        case missing
        case link(FilePath)
    }

    private static func step(from directory: FilePath, to component: FilePath) throws(SystemError) -> Step {
        let path = directory.appending(component)
        guard let status = try status(of: path) else { return .missing }
        switch status.kind {
        case .directory: return .directory
        case .link: return .link(try target(of: path))
        case .regular, .other: throw SystemError("open", code: ENOTDIR)
        }
    }

    /// Returns the status of what is at `path`, a link not followed; `nil` if nothing is.
    private static func status(of path: FilePath) throws(SystemError) -> FileStatus? {
        try path.withCString { (path) throws(SystemError) in
            var status = stat()
            // SAFETY: the call fills the struct it is given; the path is a C string.
            guard unsafe lstat(path, &status) == 0 else {
                let error = SystemError("lstat")
                guard error.code == ENOENT else { throw error }
                return nil
            }
            return FileStatus(status)
        }
    }

    private static func target(of path: FilePath) throws(SystemError) -> FilePath {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try path.withCString { (path) throws(SystemError) in
            // SAFETY: the call writes at most as many bytes as the buffer has; the path is a C string.
            try retryingInterrupts("readlink") { unsafe readlink(path, &buffer, buffer.count) }
        }
        return FilePath(bytes: buffer[..<count].map(UInt8.init(bitPattern:)))
    }
}

extension OutputPath {
    /// Makes the directory that is to hold the output directory, and any missing directories above it.
    func makeParent() throws(SystemError) -> Directory {
        var directory = try Directory(path: existing)
        for name in missing {
            let next = try Directory(making: name, in: directory)
            // The new directory's name is in this one.
            try directory.sync()
            directory = next
        }
        return directory
    }
}
