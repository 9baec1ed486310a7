#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes rejected records to `_rejects/`, one JSON object per line.
struct RejectWriter: ~Copyable {
    /// Lines are written out once they have reached this many bytes.
    private static let bufferSize = 256 << 10

    /// The directory that holds the file; `nil` for a file that the user has named.
    private let rejects: Directory?
    private let file: Descriptor
    /// `nil` for a pipe or a device, which cannot be synced.
    let backgroundSync: BackgroundSync?
    /// What the file holds, without the buffered lines.
    private var written = WrittenFile()
    private var lines = JSONWriter()
    private var errors = RejectErrors()

    /// What the file will hold once all lines are written out.
    var accounted: WrittenFile {
        var total = written
        total.append(lines.bytes.span)
        return total
    }

    /// Creates the file in `directory`.
    init(in directory: Directory) throws(SystemError) {
        let rejects = try Directory(making: PartName.rejects, in: directory)
        let file = try Descriptor(
            in: rejects.descriptor,
            name: PartName.rejectsFile,
            flags: O_WRONLY | O_CREAT | O_EXCL
        )
        backgroundSync = try BackgroundSync(of: file)
        self.rejects = rejects
        self.file = file
    }

    /// Writes to an open file, which is empty, or to a pipe or a device; only its owner may read a file.
    init(to file: consuming Descriptor, isRegular: Bool) throws(SystemError) {
        if isRegular { try file.setMode(0o600) }
        backgroundSync = isRegular ? try BackgroundSync(of: file) : nil
        rejects = nil
        self.file = file
    }

    /// Continues a file that holds `written`; `file` has been truncated to that, and is at its end.
    init(resuming written: WrittenFile, file: consuming Descriptor, in rejects: Directory) throws(SystemError) {
        backgroundSync = try BackgroundSync(of: file)
        self.file = file
        self.rejects = rejects
        self.written = written
    }

    /// Writes one record; `raw` is its bytes, or as many of them as a reject shows.
    mutating func write(_ located: LocatedRejection, raw: Span<UInt8>) throws(SystemError) {
        let (rejection, position) = (located.rejection, located.position)
        errors.encode(located)
        let (list, omitted) = (errors.list, errors.omitted)
        lines.object { writer in
            located.input.write(to: &writer, as: "file")
            writer.member("record", position.record)
            writer.member("line", position.line)
            writer.member("column", position.column)
            writer.member("offset", position.offset)
            writer.member("length", rejection.range.count)
            writer.member("errors", encoded: list.span)
            if omitted > 0 { writer.member("errors_omitted", omitted) }
            located.key?.write(to: &writer)
            if let original = located.original { writer.member("original", original) }
            if let text = raw.asText {
                writer.member("raw", text: text)
            } else {
                writer.member("raw_base64", Base64.encode(raw))
            }
            if raw.count < rejection.range.count { writer.member("raw_truncated", true) }
        }
        lines.endLine()
        if lines.bytes.count >= Self.bufferSize { try flush() }
    }

    /// Writes out the buffered lines.
    mutating func flush() throws(SystemError) {
        try file.write(lines.bytes.span)
        written = accounted
        backgroundSync?.didWrite(lines.bytes.count)
        lines.removeAll()
    }

    /// Syncs the file and its name, and closes it.
    ///
    /// It holds records as they were in the input, so only its owner may read it, also once it is published.
    consuming func close() throws(SystemError) -> WrittenFile {
        try flush()
        let written = written
        try backgroundSync?.finish()
        if backgroundSync != nil { try file.sync() }
        try file.close()
        try rejects?.sync()
        return written
    }
}

extension Span<UInt8> {
    /// The bytes, if they are valid UTF-8.
    fileprivate var asText: Span<UInt8>? {
        @_lifetime(copy self)
        get {
            // The initializer checks every byte.
            String(validating: Array(copying: self), as: UTF8.self) == nil ? nil : self
        }
    }
}
