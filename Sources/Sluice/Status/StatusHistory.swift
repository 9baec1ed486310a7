/// The runs that a status journal knows, in the order of their first events.
package struct StatusHistory: Sendable {
    package private(set) var runs: [StatusRun] = []
    /// How many lines were skipped because they are not events: one that a killed run did not finish, usually.
    package private(set) var unreadableLineCount = 0

    /// As JSON, when the input has a path of some length.
    private static let usualBytesPerRun = 400

    /// Reads the journal of the output directory `directory`; runs without an end are `running`.
    ///
    /// - Throws: an `IngestionError` of kind `input` where there is none, or where it cannot be read.
    package init(directory: String) throws(IngestionError) {
        var file = try StatusJournalFile.open(directory: directory)
        var reader = StatusJournalReader()
        try file.read(into: &reader)
        file.readLastLine(into: &reader)
        self.init(reader)
    }

    /// Reads the lines of a journal.
    init(lines bytes: [UInt8]) {
        var reader = StatusJournalReader()
        var lines = LineSplitter()
        if lines.next(bytes.span, into: &reader) { lines.finish(into: &reader) }
        self.init(reader)
    }

    private init(_ reader: StatusJournalReader) {
        runs = reader.runs
        unreadableLineCount = reader.unreadableLineCount
    }

    /// The runs as a JSON array of objects, on one line.
    package func json() -> [UInt8] {
        var writer = JSONWriter(byteCount: runs.count * Self.usualBytesPerRun)
        writer.value(runs)
        writer.endLine()
        return TerminalText.escapedJSON(writer.bytes)
    }
}

extension StatusHistory {
    /// Returns whether the entry `name` of `directory` is a status journal, which may be replaced and written to.
    ///
    /// It is, if it is a regular file in which each line is an object that begins with the member `run`, 16
    /// hexadecimal digits, or the beginning of such a line, left by a killed run. An empty file is one. Never waits;
    /// the time is linear in the size, the memory is bounded.
    static func isJournal(_ name: String, in directory: borrowing Directory) -> Bool {
        var check = StatusJournalCheck()
        guard var file = try? StatusJournalFile(name, in: directory), (try? file.read(into: &check)) != nil else {
            return false
        }
        if check.isJournal { file.readLastLine(into: &check) }
        return check.isJournal
    }
}
