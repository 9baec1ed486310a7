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

// MARK: Runs that died

extension StatusHistory {
    /// Reads the journal of the output directory `directory`, and finds out what became of the runs without an end.
    ///
    /// - Parameters:
    ///   - directory: the path of the output directory.
    ///   - liveRun: returns the run that is writing to a directory now; called only where a run has no end.
    /// - Throws: an `IngestionError` of kind `input` where there is no journal, or where it cannot be read.
    package init(directory: String, liveRun: (String) -> String?) throws(IngestionError) {
        var file = try StatusJournalFile.open(directory: directory)
        var reader = StatusJournalReader()
        try file.read(into: &reader)
        let ended = Self.endedRuns(reader, file, live: { liveRun(directory) })
        let published = ended.isEmpty ? nil : try? PublishedRun(directory: directory)
        // A run may have ended, and another begun, since the journal was read. Those that have ended have said so by
        // now; those that have begun are not in the set.
        if !ended.isEmpty { try file.read(into: &reader) }
        file.readLastLine(into: &reader)
        self.init(reader)
        resolve(ended, published: published)
    }

    /// Returns the runs without an end, except the one that is alive.
    private static func endedRuns(
        _ reader: StatusJournalReader,
        _ file: borrowing StatusJournalFile,
        live: () -> String?
    ) -> Set<String> {
        var last = StatusJournalReader()
        file.readLastLine(into: &last)
        var runs = reader.unfinishedRuns.union(last.unfinishedRuns)
        if !runs.isEmpty, let run = live() { runs.remove(run) }
        return runs
    }

    /// Gives the runs of `ended` that have no end in the journal the one they came to: they are `interrupted`, except
    /// the one that is published.
    mutating func resolve(_ ended: Set<String>, published: PublishedRun?) {
        for index in runs.indices where runs[index].status == .running && ended.contains(runs[index].run) {
            if let published, published.run == runs[index].run {
                published.end(&runs[index])
            } else {
                runs[index].status = .interrupted
            }
        }
    }
}

extension StatusHistory {
    /// Returns whether the entry `name` of `directory` is a status journal, which may be replaced and written to.
    ///
    /// It is, if it is a regular file in which each line is an object that begins with the member `run`, 16
    /// hexadecimal digits, or the beginning of such a line, left by a killed run. An empty file is one. Never waits;
    /// the time is linear in the size, the memory is bounded.
    ///
    /// - Throws: `SystemError` where it cannot be read.
    static func isJournal(_ name: String, in directory: Directory) throws(SystemError) -> Bool {
        var check = StatusJournalCheck()
        do throws(RegularFile.Failure) {
            var file = try StatusJournalFile(name, in: directory)
            try file.readPieces(into: &check)
            if check.isJournal { file.readLastLine(into: &check) }
        } catch {
            guard case .system(let error) = error, !error.isMissing else { return false }
            throw error
        }
        return check.isJournal
    }
}
