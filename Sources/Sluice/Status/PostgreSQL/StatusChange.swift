/// The changes that one step of a run makes in the rows of the pipeline and its stage.
struct StatusChange: Sendable {
    typealias Assignment = (column: String, value: StatusValue)

    let pipeline: [Assignment]
    let stage: [Assignment]

    /// The run has started: the values of an earlier one are cleared.
    static func begin(input: String) -> StatusChange {
        let running = StatusValue.text(StageStatus.running.rawValue)
        return StatusChange(
            pipeline: [
                ("status", running), ("input_file", .path(input)), ("records_processed", .count(0)),
                ("error_message", .null),
            ],
            stage: [
                ("status", running), ("started_at", .time(.now)), ("completed_at", .null),
                ("execution_time_seconds", .null), ("error_message", .null),
            ]
        )
    }

    /// The output is published.
    ///
    /// The pipeline's own status does not change: other stages follow.
    static func completed(
        _ figures: StatusFigures,
        output: String,
        at time: StatusValue = .time(.now)
    ) -> StatusChange {
        StatusChange(
            pipeline: [("records_processed", .count(figures.recordsProcessed)), ("output_file", .path(output))],
            stage: [
                ("status", .text(StageStatus.completed.rawValue)), ("completed_at", time),
                ("execution_time_seconds", .seconds(figures.seconds)), ("error_message", .null),
            ]
        )
    }

    /// The run has ended without a publish, or with an incomplete one.
    static func failed(
        _ figures: StatusFigures,
        message: String,
        at time: StatusValue = .time(.now)
    ) -> StatusChange {
        let failed = StatusValue.text(StageStatus.failed.rawValue)
        return StatusChange(
            pipeline: [("status", failed), ("error_message", .text(message))],
            stage: [
                ("status", failed), ("completed_at", time), ("execution_time_seconds", .seconds(figures.seconds)),
                ("error_message", .text(message)),
            ]
        )
    }
}

extension PublishedRun {
    /// The changes at the end of this run.
    var statusChange: StatusChange {
        guard let failure else {
            return .completed(figures, output: Excerpt.path(directory), at: .text(endedAt))
        }
        return .failed(figures, message: failure, at: .text(endedAt))
    }
}
