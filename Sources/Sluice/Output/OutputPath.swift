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
    let given: String
    /// The last existing directory on the path: absolute, without links.
    let existing: String
    /// The directories to create between `existing` and the output directory.
    let missing: [String]
    /// The output directory's own name; empty for the root of the file system.
    let name: String

    /// The path as given, escaped for messages.
    var shown: String { Excerpt.path(given) }
    /// The path of the directory that holds the output directory.
    var parent: String { missing.reduce(existing, Self.joined) }
    /// The path of the output directory.
    var absolute: String { name.isEmpty ? parent : Self.joined(parent, name) }

    /// The path of the workspace beside the output directory.
    var workspace: String { Self.joined(parent, Workspace.name(beside: name) ?? name) }

    /// Follows `path`.
    ///
    /// - Throws: `ENOTDIR` if a component is not a directory.
    init(_ path: String) throws(SystemError) {
        given = path
        guard !path.isEmpty else { throw SystemError("open", code: ENOENT) }
        var existing = path.utf8.first == UInt8(ascii: "/") ? "/" : try Self.workingDirectory()
        var missing: [String] = []
        var components = Self.components(of: path)
        var links = 0
        while let component = components.popLast() {
            if component == "..", !missing.isEmpty {
                missing.removeLast()
            } else if component == ".." {
                existing = Self.split(existing).parent
            } else if !missing.isEmpty {
                missing.append(component)
            } else {
                switch try Self.step(from: existing, to: component) {
                case .directory: existing = Self.joined(existing, component)
                case .missing: missing.append(component)
                case .link(let target):
                    links += 1
                    guard links <= Self.maximumLinks else { throw SystemError("open", code: ELOOP) }
                    if target.utf8.first == UInt8(ascii: "/") { existing = "/" }
                    components += Self.components(of: target)
                }
            }
        }
        if let last = missing.popLast() {
            (self.existing, self.missing, name) = (existing, missing, last)
        } else {
            let (parent, name) = Self.split(existing)
            (self.existing, self.missing, self.name) = (parent, [], name)
        }
    }

    private enum Step {
        case directory
        case missing
        case link(String)
    }

    private static func step(from directory: String, to component: String) throws(SystemError) -> Step {
        let path = joined(directory, component)
        var status = stat()
        // SAFETY: the call fills the struct it is given; the path is passed as a C string.
        guard unsafe lstat(path, &status) == 0 else {
            let error = SystemError("lstat")
            guard error.code == ENOENT else { throw error }
            return .missing
        }
        switch FileStatus(status).kind {
        case .directory: return .directory
        case .link: return .link(try target(of: path))
        case .regular, .other: throw SystemError("open", code: ENOTDIR)
        }
    }

    private static func target(of path: String) throws(SystemError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try retryingInterrupts("readlink") {
            // SAFETY: the call writes at most as many bytes as the buffer has.
            unsafe readlink(path, &buffer, buffer.count)
        }
        guard let target = String(validating: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) else {
            throw SystemError("readlink", code: EILSEQ)
        }
        return target
    }

    private static func workingDirectory() throws(SystemError) -> String {
        // SAFETY: without a buffer the call allocates one of the right size, which is copied and freed here.
        guard let path = unsafe realpath(".", nil) else { throw SystemError("getcwd") }
        defer { unsafe free(path) }
        let text = unsafe String(validatingCString: path)
        guard let text else { throw SystemError("getcwd", code: EILSEQ) }
        return text
    }

    /// The components of a path in reverse order, without empty ones and `.`.
    private static func components(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }.filter { $0 != "." }.reversed()
    }

    private static func joined(_ directory: String, _ name: String) -> String {
        directory + (directory.utf8.last == UInt8(ascii: "/") ? "" : "/") + name
    }

    /// Splits an absolute path without links into its parent and its last component, which is empty for the root.
    private static func split(_ path: String) -> (parent: String, name: String) {
        let utf8 = path.utf8
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return (path, "") }
        let parent = String(path[..<slash])
        return (parent.isEmpty ? "/" : parent, String(path[utf8.index(after: slash)...]))
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
