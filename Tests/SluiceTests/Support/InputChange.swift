#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What another process may do to an input that is being read.
enum InputChange: CaseIterable, Sendable {
    case emptied
    case truncated
    /// Truncated in its last page, where nothing is raised and zeros are read.
    case shortened
    case grown
    /// Overwritten in place with as many bytes.
    case overwritten
    case replaced
    case deleted

    /// What a message says of it.
    var clause: String {
        switch self {
        case .emptied: "and is now 0"
        case .truncated, .shortened, .grown: "bytes and is now"
        case .overwritten: "its modification time was"
        case .replaced, .deleted: "it was deleted or replaced"
        }
    }

    /// Does it to the file at `path`, which has `size` bytes.
    func make(to path: String, size: Int) {
        switch self {
        case .emptied: unsafe truncate(path, 0)
        case .truncated: unsafe truncate(path, off_t(size / 3))
        case .shortened: unsafe truncate(path, off_t(size - 1))
        case .grown: Self.write(" ", to: path, at: size)
        case .overwritten: Self.write("[  ", to: path, at: 0)
        case .replaced:
            Self.write("[]", to: path + ".new", at: 0)
            unsafe rename(path + ".new", path)
        case .deleted: unsafe unlink(path)
        }
    }

    private static func write(_ text: String, to path: String, at offset: Int) {
        // SAFETY: a path and a text, both ending in a zero byte, for the length of the calls.
        let file = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
        _ = unsafe pwrite(file, text, text.utf8.count, off_t(offset))
        close(file)
    }
}
