import TestSupport

extension TemporaryDirectory {
    /// What a run on `out` leaves beside it for another run, by its path in the workspace.
    var workspace: [String: [UInt8]] { get throws { try files(below: Self.workspace) } }
    /// The workspace of `out`.
    static let workspace = ".out.sluice"
    /// What a run that has failed for good leaves there: the only journal of `out`.
    static let failedWorkspace = ["_status.ndjson", "workspace.json"]
}
