import Sluice

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
