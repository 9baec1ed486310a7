#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes one part, whose name gets its checksum when it is closed.
struct PartWriter: ~Copyable {
    let name: String
    private let file: Descriptor
    private let backgroundSync: BackgroundSync
    private(set) var bytes = 0
    private var records = 0
    private var crc32c: UInt32 = 0
    private var inputStart: Int?
    private var inputEnd = 0

    private var written: FinishedPart {
        FinishedPart(
            name: name,
            records: records,
            bytes: bytes,
            crc32c: crc32c,
            input: (inputStart ?? 0)..<max(inputEnd, inputStart ?? 0)
        )
    }

    init(name: String, in directory: Directory) throws(SystemError) {
        let file = try Descriptor(in: directory.descriptor, name: name, flags: O_WRONLY | O_CREAT | O_EXCL)
        backgroundSync = try BackgroundSync(of: file)
        self.name = name
        self.file = file
    }

    /// What has been written so far, and what syncs it to the device.
    struct State {
        let written: FinishedPart
        let sync: BackgroundSync
    }

    var state: State { State(written: written, sync: backgroundSync) }

    /// Continues a part that holds `written`; `file` has been truncated to that, and is at its end.
    init(resuming written: FinishedPart, file: consuming Descriptor) throws(SystemError) {
        backgroundSync = try BackgroundSync(of: file)
        self.file = file
        name = written.name
        bytes = written.bytes
        records = written.records
        crc32c = written.crc32c
        inputStart = written.input.lowerBound
        inputEnd = written.input.upperBound
    }

    /// Writes whole records, whose range in the input is `input`.
    mutating func write(_ span: Span<UInt8>, records count: Int, input: Range<Int>) throws(SystemError) {
        try file.write(span)
        backgroundSync.didWrite(span.count)
        crc32c = span.crc32c(extending: crc32c)
        bytes += span.count
        records += count
        inputStart = inputStart ?? input.lowerBound
        inputEnd = input.upperBound
    }

    /// Syncs the part, closes it and gives it its final name in `directory`; `mode` is its permissions.
    consuming func close(mode: mode_t, in directory: Directory) throws(SystemError) -> FinishedPart {
        let openName = name
        var part = written
        part.name = PartName.closed(openName, crc32c: part.crc32c)
        try file.setMode(mode)
        try backgroundSync.finish()
        try file.sync()
        try file.close()
        try directory.rename(openName, to: part.name, in: directory)
        return part
    }
}
