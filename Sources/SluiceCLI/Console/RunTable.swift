import Sluice

/// The runs of a journal as a table for people.
enum RunTable {
    /// Returns the table as UTF-8, not a string: a journal may have hundreds of thousands of runs.
    static func bytes(for runs: [StatusRun]) -> [UInt8] {
        var table = TextTable([.left, .left, .left, .right, .right, .right, .left])
        table.append(["run", "status", "started", "time", "records", "rejected", "input"])
        for run in runs {
            table.append([
                TerminalText.escaped(run.run),
                run.status.rawValue,
                run.startedAt.map { TerminalText.escaped(TextTable.time($0)) } ?? "-",
                run.seconds.map(Quantity.seconds) ?? "-",
                run.recordsProcessed.map(Quantity.count) ?? "-",
                run.recordsRejected.map(Quantity.count) ?? "-",
                run.input.map(TerminalText.escaped) ?? "-",
            ])
            if let message = run.errorMessage { table.append(note: "  " + TerminalText.escaped(message)) }
        }
        return table.bytes
    }
}
