/// What earlier attempts at a run leave for the next one.
struct AttemptHistory {
    /// Whether there is a checkpoint to continue from.
    private(set) var isResumable = false
    /// The inputs as the first attempt has listed them: every attempt reads the same ones.
    var inputs: InputList?
    /// What was said of columns and inputs: no attempt says it again.
    let notices = NoticeRegister()
    /// What was done before the first attempt: only that counts as resumed, as the duration is that of all attempts.
    private var resumed: (bytes: Int, records: Int)?

    /// Records the failure of an attempt, and corrects its report.
    mutating func record(_ error: inout IngestionError) {
        isResumable = error.report.isResumable
        record(&error.report)
    }

    /// Records the report of an attempt, and sets in it what was done before the first one.
    mutating func record(_ report: inout IngestionReport) {
        let first = resumed ?? (report.resumedBytes, report.resumedRecords)
        (report.resumedBytes, report.resumedRecords) = first
        resumed = first
    }

    /// The options of the next attempt, which continues from the checkpoint if there is one.
    func options(_ options: IngestionOptions) -> IngestionOptions {
        var options = options
        if isResumable, options.existingOutput.unlessResuming != nil { options.existingOutput = .resume }
        return options
    }
}

extension IngestionOptions.ExistingOutput {
    /// `nil` if an interrupted run is continued anyway.
    var unlessResuming: Self? {
        switch self {
        case .refuse, .replace: self
        case .resume, .resumeOrReplace: nil
        }
    }
}
