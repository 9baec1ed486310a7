/// One step in the life of a run, as a status store records it.
enum StatusEvent: Sendable, Equatable {
    /// The stage has begun to read its input, as part of a pipeline if that has an id.
    case running(input: String, pipelineID: Int? = nil)
    /// The output is published.
    case completed(StatusFigures)
    /// The run has failed, with or without an incomplete publish, for the reason given.
    case failed(StatusFigures, message: String)
    /// The run was interrupted before it published anything.
    case interrupted(StatusFigures, message: String)

    /// Whether the run continues after this event.
    var isRunning: Bool {
        guard case .running = self else { return false }
        return true
    }
}
