/// Collects the runs of a status journal from its lines.
struct StatusJournalReader: LineSink {
    private(set) var runs: [StatusRun] = []
    private(set) var unreadableLineCount = 0

    /// The indices in `runs`, by run.
    private var indices: [String: Int] = [:]
    private var line = StatusLine()

    /// The runs that have no end in the journal.
    var unfinishedRuns: Set<String> {
        Set(runs.indices.lazy.filter { runs[$0].status == .running }.map { runs[$0].run })
    }

    mutating func line(_ text: Span<UInt8>) -> Bool {
        guard !text.isEmpty else { return true }
        guard line.read(text), let run = line.string(.run, in: text), run.utf8.count <= StatusRun.nameLength else {
            unreadableLineCount += 1
            return true
        }
        runs[index(of: run)].update(line, text)
        return true
    }

    mutating func overlongLine() -> Bool {
        unreadableLineCount += 1
        return true
    }

    private mutating func index(of run: String) -> Int {
        // The end of a run usually follows its beginning.
        let next = runs.count
        if next > 0, runs[next - 1].run == run { return next - 1 }
        let index = Self.value(&indices[run, default: next])
        if index == next { runs.append(StatusRun(run: run)) }
        return index
    }

    /// Returns what a dictionary has, or is given, for a key: with `inout` the key is hashed only once.
    private static func value(_ value: inout Int) -> Int { value }
}
