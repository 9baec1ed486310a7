/// What earlier attempts at a run have left for the next one.
struct AttemptHistory {
    /// Whether there is a checkpoint to continue from.
    private(set) var isResumable = false
    /// What the input was, where it was a file: every attempt reads the same one.
    private var identity: FileIdentity?
    /// What was done before the first attempt.
    ///
    /// The duration is that of all attempts, so only that counts as resumed.
    private var resumed: (bytes: Int, records: Int)?

    /// Notes how an attempt has ended.
    mutating func note(_ error: inout IngestionError) {
        identity = identity ?? error.identity
        isResumable = error.report.isResumable
        note(&error.report)
    }

    /// Sets what the report of an attempt says was done before.
    mutating func note(_ report: inout IngestionReport) {
        let first = resumed ?? (report.resumedBytes, report.resumedRecords)
        (report.resumedBytes, report.resumedRecords) = first
        resumed = first
    }

    /// The options of the next attempt: it continues from the checkpoint, if there is one.
    func options(_ options: IngestionOptions) -> IngestionOptions {
        var options = options
        if isResumable, options.existingOutput.unlessResuming != nil { options.existingOutput = .resume }
        return options
    }

    /// Throws where the input is not the file that earlier attempts have read.
    func check(_ identity: FileIdentity?, name: String) throws(InputError) {
        guard let first = self.identity else { return }
        try identity?.checkUnchanged(since: first, name: name)
    }
}

extension IngestionOptions.ExistingOutput {
    /// `nil` for those that continue an interrupted run by themselves.
    var unlessResuming: Self? {
        switch self {
        case .refuse, .replace: self
        case .resume, .resumeOrReplace: nil
        }
    }
}
