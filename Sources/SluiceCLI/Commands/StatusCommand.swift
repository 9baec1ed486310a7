import Sluice

/// `status`: the runs that an output directory's journal knows.
struct StatusCommand {
    private let directory: String
    private let report: ReportFormat

    init(_ arguments: TypedArguments) throws(UsageError) {
        directory = arguments.operand ?? "."
        report = try arguments.choice(.report) ?? .text
    }

    func run() throws(CommandFailure) {
        let history: StatusHistory
        do throws(IngestionError) {
            history = try StatusHistory(directory: directory)
        } catch {
            throw .status(error)
        }
        let skipped = history.unreadableLineCount
        if skipped > 0 {
            let text = "warning: \(Quantity.count(skipped, "line")) of the journal passed over: torn or not an event\n"
            try? FileDescriptor.standardError.write(Array(text.utf8))
        }
        do throws(StandardOutput.Failure) {
            try StandardOutput.write(report == .json ? history.json() + "\n" : table(history.runs))
        } catch {
            throw .output(error)
        }
    }

    private func table(_ runs: [StatusRun]) -> String {
        var table = TextTable([.left, .left, .left, .right, .right, .right, .left])
        table.append(["run", "status", "started", "time", "records", "rejected", "input"])
        for run in runs {
            let cells = [
                run.run,
                run.status.rawValue,
                // Microseconds are for machines.
                run.startedAt.map { $0.prefix(19) + "Z" } ?? "-",
                run.seconds.map(Quantity.seconds) ?? "-",
                run.recordsProcessed.map(Quantity.count) ?? "-",
                run.recordsRejected.map(Quantity.count) ?? "-",
                run.input ?? "-",
            ]
            table.append(cells.map(TerminalText.escaped))
            if let message = run.errorMessage { table.append(note: "  " + TerminalText.escaped(message)) }
        }
        return table.text
    }
}
