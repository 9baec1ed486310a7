#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where an output directory is, or will be: its symbolic links followed, and nothing made yet.
///
/// ```
/// -o link/a/../b/out          link -> /data, which exists; a and b do not
/// existing  /data             missing  ["b"]             name  out
/// ```
///
/// A component that does not exist and the `..` after it cancel out: neither is made.
struct OutputPath: Sendable {
    /// As many links are followed, as the system does itself.
    private static let maximumLinks = 40

    /// As it was given.
    let given: String
    /// The last directory on the way that exists: absolute, without links.
    let existing: String
    /// The directories to be made between that one and the output directory.
    let missing: [String]
    /// The output directory's own name; empty for the root of the file system.
    let name: String

    /// As it was given, made fit for messages.
    var shown: String { Excerpt.path(given) }
    /// The path of the directory that holds the output directory.
    var parent: String { missing.reduce(existing, Self.joined) }
    /// The path of the output directory.
    var absolute: String { name.isEmpty ? parent : Self.joined(parent, name) }

    /// The path of the workspace beside the output directory.
    var workspace: String { Self.joined(parent, Workspace.name(beside: name) ?? name) }

    /// Follows `path`.
    ///
    /// - Throws: `ENOTDIR` where a component is no directory.
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
        // SAFETY: with no buffer the call makes one of the right size, which is copied and freed here.
        guard let path = unsafe realpath(".", nil) else { throw SystemError("getcwd") }
        defer { unsafe free(path) }
        let text = unsafe String(validatingCString: path)
        guard let text else { throw SystemError("getcwd", code: EILSEQ) }
        return text
    }

    /// The components of a path, the first of them last; empty ones and `.` mean nothing.
    private static func components(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }.filter { $0 != "." }.reversed()
    }

    private static func joined(_ directory: String, _ name: String) -> String {
        directory + (directory.utf8.last == UInt8(ascii: "/") ? "" : "/") + name
    }

    /// An absolute path without links as the directory above it and the last component; the root has no name.
    private static func split(_ path: String) -> (parent: String, name: String) {
        let utf8 = path.utf8
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return (path, "") }
        let parent = String(path[..<slash])
        return (parent.isEmpty ? "/" : parent, String(path[utf8.index(after: slash)...]))
    }
}
