/// The parts of a run at one moment.
struct WrittenParts {
    /// How many were closed.
    ///
    /// Not the parts themselves: holding the list would force a copy when the next one is closed.
    let finishedCount: Int
    let open: PartWriter.State?
    var rowGroups: [RowGroupMetadata] = []
}
