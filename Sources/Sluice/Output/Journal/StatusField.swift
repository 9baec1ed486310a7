/// The members of a line of the status journal, in the order in which they are written.
enum StatusField: Int, CaseIterable {
    case run
    case stage
    case status
    case startedAt
    case completedAt
    case input
    case pipelineID
    case seconds
    case recordsProcessed
    case recordsRejected
    case errorMessage

    /// The member's key.
    var name: String {
        switch self {
        case .run: "run"
        case .stage: "stage"
        case .status: "status"
        case .startedAt: "started_at"
        case .completedAt: "completed_at"
        case .input: "input"
        case .pipelineID: "pipeline_id"
        case .seconds: "execution_time_seconds"
        case .recordsProcessed: "records_processed"
        case .recordsRejected: "records_rejected"
        case .errorMessage: "error_message"
        }
    }
}
