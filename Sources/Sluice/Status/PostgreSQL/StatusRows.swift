/// The rows of a pipeline and its stages as a change finds them.
struct StatusRows {
    /// The stage of data ingestion; `nil` if it has no row yet.
    let stage: PipelineStatus.Stage?
    /// The other stages.
    let others: [PipelineStatus.Stage]
    /// The pipeline's status.
    let status: String
    /// When the pipeline's row was last updated.
    let updatedAt: String?
    private let errorMessage: String?

    static let columns = ["id", "status", "updated_at", "error_message"]

    init(pipeline row: [String: String], stages: [PipelineStatus.Stage]) {
        stage = stages.first { $0.name == StageStatus.stageName }
        others = stages.filter { [stage] in $0.id != stage?.id }
        status = row["status"] ?? ""
        updatedAt = row["updated_at"]
        errorMessage = row["error_message"]
    }

    /// Whether a run that has begun after `time` is in the rows without its end.
    ///
    /// A retry keeps the time at which the first run started, so only the time of the last update shows it. That may be
    /// someone else's: then the pipeline does not say what a run writes into it, or another stage has begun since.
    func showUnfinishedRun(after time: String) -> Bool {
        guard let stage, stage.completedAt == nil, let updatedAt, updatedAt > time else { return false }
        let isRunning = stage.status == StageStatus.running.rawValue && status == stage.status && errorMessage == nil
        let isKilled =
            stage.status == StageStatus.failed.rawValue && status == stage.status
            && errorMessage == stage.errorMessage
        return (isRunning || isKilled) && others.allSatisfy { $0.startedAt.map { $0 <= time } ?? true }
    }
}
