#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where the runs that publish to a directory have their working directory: `.NAME.sluice`, beside it.
enum WorkspacePath {
    /// Returns the path for `directory`, whose symbolic links are resolved, or `nil` where there can be none.
    ///
    /// The directory itself may be missing; the one that it is in may not.
    static func path(for directory: String) -> String? {
        let (parent, name) = split(resolved(directory) ?? directory)
        guard !name.isEmpty, let parent = resolved(parent) else { return nil }
        return (parent == "/" ? "" : parent) + "/.\(name).sluice"
    }

    /// Returns the path without symbolic links, `.` and `..`, or `nil` where nothing is there.
    private static func resolved(_ path: String) -> String? {
        // SAFETY: the path is passed as a C string; the call allocates the result, which is copied and freed here.
        guard let result = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(result) }
        return unsafe String(cString: result)
    }

    /// Returns the last component of a path, without the slashes after it, and the directory that it is in.
    private static func split(_ path: String) -> (parent: String, name: String) {
        let components = path.split(separator: "/")
        guard let name = components.last else { return ("/", "") }
        let parent = components.dropLast().joined(separator: "/")
        return (path.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent, String(name))
    }
}
