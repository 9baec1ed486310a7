import Sluice

/// The runs of a journal as a table for people.
enum RunTable {
    /// Returns the table as UTF-8: a journal may have hundreds of thousands of runs.
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

/// The pipelines of a database as a table for people, each above its stages.
enum PipelineTable {
    static func text(for pipelines: [PipelineStatus]) -> String {
        var table = TextTable([.left, .left, .left, .left, .right, .right, .left])
        table.append(["id", "name", "status", "started", "time", "records", "output"])
        for pipeline in pipelines {
            append(pipeline, to: &table)
            for stage in pipeline.stages { append(stage, to: &table) }
        }
        return table.text
    }

    private static func append(_ pipeline: PipelineStatus, to table: inout TextTable) {
        let cells = [
            pipeline.id.map(String.init) ?? "-",
            pipeline.name,
            pipeline.status,
            pipeline.createdAt.map(TextTable.time) ?? "-",
            "-",
            pipeline.recordsProcessed.map(Quantity.count) ?? "-",
            pipeline.outputFile ?? "-",
        ]
        table.append(cells.map(TerminalText.escaped))
        if let message = pipeline.errorMessage { table.append(note: "  " + TerminalText.escaped(message)) }
    }

    private static func append(_ stage: PipelineStatus.Stage, to table: inout TextTable) {
        let cells = [
            "",
            "  " + stage.name,
            stage.status,
            stage.startedAt.map(TextTable.time) ?? "-",
            stage.seconds.map(Quantity.seconds) ?? "-",
            "",
            "",
        ]
        table.append(cells.map(TerminalText.escaped))
        if let message = stage.errorMessage { table.append(note: "    " + TerminalText.escaped(message)) }
    }
}

extension TextTable {
    /// An instant to the second: microseconds are for machines.
    static func time(_ text: String) -> String {
        String(decoding: text.utf8.prefix(19), as: UTF8.self) + "Z"
    }
}
