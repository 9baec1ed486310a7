/// A file of rejects as the text of its records, one after another: it can be read once, in order.
///
/// ```
/// rejects   {"file":"a.json","record":7,…,"raw":"{\"id\": \"x\"}"}     text   {"id": "x"}
///           {"file":"a.json","record":null,…,"raw":"garbage"}
///           {"file":"a.json","record":9,…,"raw":"{\"id\": "}                  {"":0,"":0}
/// ```
///
/// The bytes of a record are what they were, with its member's key if it had one. What is not exactly one object has a
/// stand-in, an object that is never valid: so it is one invalid record, whatever its bytes are, and the records around
/// it stay intact. `records` has the bytes, for those who report it.
final class ReplaySource: ByteSource {
    /// How much of the file is read at a time, in bytes.
    private static let windowSize = 256 << 10
    /// The longest line: what Sluice writes is much shorter, but a record may have been edited.
    private static let maximumLine = 1 << 30
    /// A record that is invalid under any options, as a key occurs twice.
    private static let standIn = Array(#"{"":0,"":0}"#.utf8)

    let records = ReplayedRecords()
    private let source: any ByteSource
    private let name: String
    private let progress = DecompressionMeter()
    /// Text that has been made and may be requested again; the first byte is at `textOffset`.
    private var text: [UInt8] = []
    private var textOffset = 0
    /// The next line: its number, from 1, and its offset in the file.
    private var line = 1
    private var lineOffset = 0
    private var isAtEnd = false
    private var reader = RejectReader()

    /// Reads the rejects in `source`, which `name` is in messages.
    init(_ source: any ByteSource, name: String) {
        self.source = source
        self.name = name
    }

    /// The size of the text is known only at its end.
    var totalBytes: Int? { nil }
    /// The file's.
    var identity: FileIdentity? { source.identity }
    var file: FileSource? { source.file }
    var compression: Compression? { source.compression }
    var meter: DecompressionMeter? { source.meter ?? progress }
    var canReadAgain: Bool { false }
    var replayed: ReplayedRecords? { records }

    func checkUnchanged() throws(InputError) { try source.checkUnchanged() }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        precondition(offset >= textOffset, "a replay cannot be read backwards")
        while textOffset + text.count < offset + count, !isAtEnd {
            drop(before: offset)
            try readLines()
        }
        drop(before: offset)
        let available = text
        return ChunkBytes(copying: available.span.extracting(first: min(count, available.count)), offset: offset)
    }

    /// Releases text that is not requested again.
    private func drop(before offset: Int) {
        let passed = min(offset - textOffset, text.count)
        text.removeFirst(passed)
        textOffset += passed
    }

    /// Reads the next lines of the file, at least one.
    private func readLines() throws(InputError) {
        var size = Self.windowSize
        while true {
            let window = try source.window(at: lineOffset, count: size)
            let isLast = window.count < size
            let bytes = window.span
            var index = 0
            while true {
                let end = bytes.first(UInt8(ascii: "\n"), from: index)
                guard end < bytes.count || isLast else { break }
                if index < end { try read(bytes.extracting(index..<end)) }
                guard end < bytes.count else {
                    try endFile()
                    return
                }
                index = end + 1
                lineOffset = window.offset + index
                line += 1
                progress.record(lineOffset)
            }
            guard index == 0 else { return }
            guard size < Self.maximumLine else { throw failure("a line is longer than a gibibyte") }
            size *= 2
        }
    }

    private func endFile() throws(InputError) {
        if let streamBreak = source.streamBreak { throw InputError(message: streamBreak.message) }
        isAtEnd = true
    }

    private func failure(_ reason: String) -> InputError {
        InputError(message: "\(name):\(line): \(reason)")
    }

    /// Reads a line, which is empty or a reject.
    private func read(_ bytes: Span<UInt8>) throws(InputError) {
        guard bytes.firstNonSpace(from: 0) < bytes.count else { return }
        guard let reject = reader.read(bytes) else {
            // What is wrong may be that the file has changed, or that its stream breaks off.
            try source.checkUnchanged()
            if let streamBreak = source.streamBreak { throw InputError(message: streamBreak.message) }
            throw failure("expected a reject, a JSON object with \"record\", \"errors\" and \"raw\" on one line")
        }
        guard reject.isRecord else { return records.leaveOut() }
        append(reject, in: bytes)
    }
}

// MARK: Text

extension ReplaySource {
    /// Adds the record to the text.
    private func append(_ reject: Reject, in bytes: Span<UInt8>) {
        let place = text.count
        reader.appendRaw(of: bytes, to: &text)
        let content = content(of: reject, at: place)
        if case .whole = content {} else { appendStandIn(for: text.count - place, at: place) }
        text.append(UInt8(ascii: "\n"))
        records.append(at: textOffset + place, line: line, offset: lineOffset, content, of: reject)
    }

    /// What becomes of the bytes at the end of the text; if they are an object, it gets its member's key.
    private func content(of reject: Reject, at place: Int) -> ReplayedRecord.Content {
        if let length = reject.truncatedLength {
            let raw = Array(text[place...])
            return .truncated(raw, length: max(length, raw.count))
        }
        guard let opening = opening(at: place) else { return .malformed(Array(text[place...])) }
        guard let key = reject.key else { return .whole(keyLength: 0, keyColumns: 0) }
        let isEmpty = text[opening...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "}")
        let added = key.member + (isEmpty ? [] : [UInt8(ascii: ",")])
        text.insert(contentsOf: added, at: opening)
        return .whole(keyLength: added.count, keyColumns: added.span.scalarCount())
    }

    /// Where the members of the object begin that the text from `place` on is; `nil` if it is not exactly one object.
    private func opening(at place: Int) -> Int? {
        let available = text
        let raw = available.span.extracting(place...)
        return ReplayedFault(raw) == nil ? place + raw.firstNonSpace(from: 0) + 1 : nil
    }

    /// A stand-in takes as much text as what it stands for, which is so held as long as other records of that size.
    private func appendStandIn(for count: Int, at place: Int) {
        text.removeLast(count)
        text += Self.standIn
        text += repeatElement(UInt8(ascii: " "), count: max(0, count - Self.standIn.count))
    }
}
