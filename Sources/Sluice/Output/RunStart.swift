/// Where a run begins.
enum RunStart {
    /// At the first record.
    case beginning
    /// After what an interrupted run has accounted for.
    case resumed(Checkpoint)
    /// Not at all: what it would publish is already published.
    case published(FinishedRun)
}
