/// The runs in a status journal, in the order of their first events.
package struct StatusHistory: Sendable {
    package private(set) var runs: [StatusRun] = []
    /// How many lines were skipped because they are not events; usually one that a killed run did not finish.
    package private(set) var unreadableLineCount = 0

    /// The size of a run as JSON, with an input path of usual length.
    private static let usualBytesPerRun = 400

    /// Reads the journal of the output directory `directory`; runs without an end are `running`.
    ///
    /// - Throws: `IngestionError` of kind `input` if there is none, or it cannot be read.
    package init(directory: FilePath) throws(IngestionError) {
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
    /// Reads the journal of the output directory `directory`, and determines what became of the runs without an end.
    ///
    /// - Parameters:
    ///   - directory: the path of the output directory.
    ///   - liveRun: returns the run that is writing to a directory now; called only if a run has no end.
    /// - Throws: `IngestionError` of kind `input` if there is no journal, or it cannot be read.
    package init(directory: FilePath, liveRun: (FilePath) -> String?) throws(IngestionError) {
        var file = try StatusJournalFile.open(directory: directory)
        var reader = StatusJournalReader()
        try file.read(into: &reader)
        let ended = Self.endedRuns(reader, file, live: { liveRun(directory) })
        let published = ended.isEmpty ? nil : try? PublishedRun(directory: directory)
        // Runs may have ended and others begun since the journal was read. Those that have ended are in the journal by
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

    /// Sets the status of the runs of `ended` that have no end in the journal: `interrupted`, except for the published
    /// one.
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
    /// It is if it is a regular file in which each line is an object that begins with the member `run`, 16 hexadecimal
    /// digits, or the beginning of such a line, left by a killed run. An empty file is one. Never waits; takes time
    /// linear in the size, and bounded memory.
    ///
    /// - Throws: `SystemError` if it cannot be read.
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
