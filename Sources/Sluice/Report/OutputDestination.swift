/// Where a run's records go.
public enum OutputDestination: Sendable, Equatable {
    /// A directory of parts, published in one step.
    case directory(String)
    /// Nowhere: the records are checked only.
    case none
}
