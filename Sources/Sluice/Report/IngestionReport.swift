/// What a run did, for completed and failed runs alike.
public struct IngestionReport: Sendable {
    /// How a run ended.
    public enum Status: String, Sendable {
        case completed
        case failed
        /// The task was cancelled before anything was published.
        case interrupted
    }

    /// All errors of one code in one field.
    public struct ErrorSummary: Sendable {
        /// The stable code.
        public let code: ErrorCode
        /// The field as a JSON Pointer inside the record, array indices written as `*`; empty for the record itself.
        public let field: String
        /// How many there were.
        public internal(set) var count: Int
        /// Where the first of them is.
        public let first: RecordPosition
        /// The name of the input that the first of them is in.
        public var input = ""
        /// What was expected and what was found there.
        public let message: String

        /// One error, the first of its code and field.
        init(_ diagnostic: Diagnostic) {
            let (code, pointer) = (diagnostic.code, diagnostic.pointer)
            let input = diagnostic.input
            self.init(
                code: code,
                field: pointer,
                count: 1,
                first: diagnostic.position,
                input: input,
                message: diagnostic.message
            )
        }

        init(
            code: ErrorCode,
            field: String,
            count: Int,
            first: RecordPosition,
            input: String = "",
            message: String
        ) {
            self.input = input
            self.code = code
            self.field = field
            self.count = count
            self.first = first
            self.message = message
        }
    }

    /// All changes that one cleaning rule made in one field.
    public struct CleaningSummary: Sendable {
        /// The field as a JSON Pointer inside the record.
        public let field: String
        /// The rule as the schema writes it: `trim`, `uppercase`, `lowercase`, `round`, `default`; `canonical-integer` for
        /// integers that are written in digits alone, and `drop` for fields that the schema does not name.
        public let rule: String
        /// How many values it changed.
        public let count: Int
    }

    /// One published part.
    public struct Part: Sendable {
        /// The file's name in the output directory.
        public let name: String
        /// How many records it holds.
        public let records: Int
        /// Its size in bytes.
        public let bytes: Int
    }

    /// How the run ended.
    public internal(set) var status = Status.failed
    /// The kind of failure; `nil` for a run that completed.
    public internal(set) var failure: IngestionError.Kind?
    /// The input's name; of several, that of the first and how many more there are.
    public internal(set) var input = ""
    /// What was read of each input.
    public internal(set) var inputs = ReportedInputs()
    /// The output directory, or `-` for standard output; `nil` for a run that only validates.
    public internal(set) var output: String?
    /// Whether records are written as they are read, and not published.
    package internal(set) var isStreamed = false
    /// How the input, or the first of several, holds its records; `nil` if the run ended before that was known.
    public internal(set) var shape: InputShape?
    /// The bytes of the input that were read and accounted for.
    public internal(set) var bytesRead = 0
    /// The offset in bytes of the end of the last record, if ``IngestionOptions/recordLimit`` has ended the reading there.
    public internal(set) var stoppedAt: Int?
    /// Of the rejects that were replayed, how many are no records, but bytes between records; `nil` if none was replayed.
    public internal(set) var rejectsLeftOut: Int?
    /// The records seen, valid and invalid.
    public internal(set) var recordsSeen = 0
    /// The records that passed.
    public internal(set) var recordsAccepted = 0
    /// The records in the published files, 0 if nothing was published; in a stream, those written to it.
    public internal(set) var recordsWritten = 0
    /// The records that did not pass.
    public internal(set) var recordsRejected = 0
    /// The errors, grouped by code and field, in the order of their first occurrence.
    public internal(set) var errors: [ErrorSummary] = []
    /// The first error in the data; `nil` if there was none.
    public internal(set) var firstError: Diagnostic?
    /// The changes made by cleaning, grouped by field and rule.
    public internal(set) var cleaning: [CleaningSummary] = []
    /// The published parts.
    public internal(set) var parts: [Part] = []
    /// Whether the input broke off and only the records before the break are published.
    public internal(set) var isIncomplete = false
    /// The run's duration in seconds, by the monotonic clock.
    public internal(set) var seconds = 0.0
    /// When the run ended: its start and `seconds`.
    var ended = UTCTimestamp.now
    /// The peak of the process's resident memory, in bytes.
    public internal(set) var peakMemoryBytes = 0
    /// The number of parallel workers.
    public internal(set) var jobs = 1
    /// Why the run failed, with the first error in the records if that is the reason; `nil` for a run that completed.
    public internal(set) var message: String?
    /// The message without that error.
    var summary: String?
    /// That error.
    var reason: Diagnostic?
    /// The bytes of the input that an earlier, interrupted run had accounted for.
    public internal(set) var resumedBytes = 0
    /// The records that an earlier, interrupted run had seen.
    public internal(set) var resumedRecords = 0
    /// Whether readers of the directory saw either the old set or the new one at every moment of the publish.
    ///
    /// `nil` if this run published nothing.
    public internal(set) var replacedAtomically: Bool?
    /// Whether the run has failed and left a checkpoint that ``IngestionOptions/ExistingOutput/resume`` continues from.
    public internal(set) var isResumable = false

    /// The bytes that this run itself has read, per second.
    public var bytesPerSecond: Double { seconds > 0 ? Double(bytesRead - resumedBytes) / seconds : 0 }
    /// The records that this run itself has seen, per second.
    public var recordsPerSecond: Double { seconds > 0 ? Double(recordsSeen - resumedRecords) / seconds : 0 }

    /// The empty report of a run that has not started.
    public init() {}

    /// The report of a run that failed with an error of kind `usage` before its inputs were opened.
    package init(inputs: [InputSource], output: OutputDestination, failure message: String) {
        self.init()
        input = inputs.summary
        self.inputs = ReportedInputs(inputs)
        self.output = output.name
        isStreamed = output.isStream
        fail(IngestionError(.usage, message))
    }

    /// Records that the run has failed with `error`.
    mutating func fail(_ error: IngestionError) {
        status = error.kind == .interrupted ? .interrupted : .failed
        failure = error.kind
        message = error.message
        summary = error.summary
        reason = error.diagnostic
        guard firstError == nil, let first = error.diagnostic else { return }
        // It was found before any record.
        firstError = first
        errors = [ErrorSummary(first)]
    }

    /// The message of a published run whose input breaks off, or continues where it should have ended.
    static let brokenInput = "the input is not valid JSON; \(publishedUpToBreak)"
    private static let publishedUpToBreak = "the records before the break are published, marked as incomplete"
    private static let publishedAround =
        "the records of the other inputs, and those before the break, are published, "
        + "marked as incomplete"

    /// Records that the input of the run breaks off at `place`.
    mutating func fail(atBreak place: Diagnostic, isPublished: Bool) {
        let written = isStreamed ? "the records before the break are written" : Self.publishedUpToBreak
        let published = inputs.count > 1 && !isStreamed ? Self.publishedAround : written
        let consequence = isPublished ? "; \(published)" : ""
        let reason = place.code == .stream ? "the compressed input breaks off" : "the input is not valid JSON"
        let message = place.code == .stream ? place.headline : "\(reason): \(place.headline)"
        fail(IngestionError(.data, message + consequence, summary: reason + consequence, quoting: place))
        isIncomplete = true
    }

    /// Records that an earlier run has published what came before a break, for the reason given in its manifest.
    mutating func fail(published reason: String, first: Diagnostic?) {
        message = reason
        // The manifest has the first error in full, which need not be the break.
        let isBreak = first.map { reason.contains($0.headline) } ?? false
        summary = isBreak ? Self.brokenInput : reason
        self.reason = isBreak ? first : nil
    }

    /// Takes the figures of a ledger.
    mutating func take(_ ledger: Ledger) {
        bytesRead = ledger.bytesRead
        recordsSeen = ledger.recordsSeen
        recordsAccepted = ledger.recordsWritten
        recordsRejected = ledger.recordsRejected
    }
}
