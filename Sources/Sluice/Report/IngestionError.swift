/// Why a run failed.
///
/// ``Ingestion/run(observers:)`` throws it for everything that ends a run; ``report`` holds what was done by then.
public struct IngestionError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure, which shows whether a retry may help.
    public enum Kind: String, Sendable {
        /// The program is at fault: a ledger that does not balance.
        case inconsistency
        /// The request cannot be fulfilled: an option out of range, an output that exists.
        case usage
        /// The data violates the error policy.
        case data
        /// The input cannot be read, or is structurally broken.
        case input
        /// The output, or a status store, cannot be written.
        case output
        /// The task was cancelled.
        case interrupted
    }

    /// What a user can do about a failure.
    public enum Remedy: Sendable, Equatable {
        /// Set invalid records aside: ``IngestionOptions/ErrorPolicy-swift.enum/quarantine(limit:)``.
        case quarantine
        /// Allow more invalid records: ``IngestionOptions/RejectLimit``.
        case raiseRejectLimit
        /// Say where the records are: as elements, or with `areMembers` as members, of the value at `pointer`, a JSON
        /// Pointer (RFC 6901). ``RecordLocation``
        case locateRecords(pointer: String, areMembers: Bool)
        /// Publish although no record passed: ``IngestionOptions/allowsEmpty``.
        case allowEmpty
        /// Name another directory, or replace the published set: ``IngestionOptions/ExistingOutput/replace``.
        case replaceOutput
        /// Start over instead of resuming: ``IngestionOptions/ExistingOutput/resumeOrReplace``.
        case startOver
        /// Give a schema, which defines the columns.
        case giveSchema
        /// Drop fields that the schema does not name, or reject records with such fields: ``UnknownFieldPolicy``.
        case excludeUnknownFields
        /// Write NDJSON, or change the schema: fields that it does not name are kept apart.
        case editSchema
        /// Choose another text for null: ``IngestionOptions/csvNull``.
        case chooseNullText
        /// Give the pipeline's id.
        case givePipeline
        /// Record the end of the run later, from its journal.
        case recordLater
    }

    /// The kind of failure.
    public let kind: Kind
    /// One sentence for the user, which quotes the first error in the records where that is the reason.
    public let message: String
    /// The same without that error, for where it has been shown.
    public let summary: String
    /// That error; `nil` if the reason is not in the data.
    public let diagnostic: Diagnostic?
    /// What the user can do about it, if one remedy is obvious.
    public internal(set) var remedy: Remedy?
    /// The errors of the schema, if that cannot be used: the message is that of the first.
    public internal(set) var schemaError: SchemaError?
    /// Whether the same run may succeed later: a full file system, a lost connection, a transient I/O error.
    public internal(set) var isTransient: Bool
    /// Whether the reader of ``OutputDestination/stream(descriptor:rejects:)`` has closed its end: it has all it wanted.
    public internal(set) var isReaderGone = false
    /// The report of the run up to its failure.
    public internal(set) var report = IngestionReport()
    /// Whether the data is published nevertheless, and only a later step has failed.
    var isPublished = false
    /// Whether files of the output were moved and could not be moved back; the next run moves them back.
    var isOutputTorn = false

    /// The message.
    public var description: String { message }

    static var interrupted: IngestionError {
        IngestionError(.interrupted, "interrupted; nothing was published")
    }

    static var readerGone: IngestionError {
        var error = IngestionError(.output, "the reader of the output has closed it")
        error.isReaderGone = true
        return error
    }

    /// Makes an error, such as one that a ``RunObserver`` throws.
    public init(_ kind: Kind, _ message: String, isTransient: Bool = false, remedy: Remedy? = nil) {
        self.init(kind, message, summary: message, quoting: nil, isTransient: isTransient, remedy: remedy)
    }

    /// Makes an error whose message quotes `diagnostic`, which the summary leaves out.
    init(
        _ kind: Kind,
        _ message: String,
        summary: String,
        quoting diagnostic: Diagnostic?,
        isTransient: Bool = false,
        remedy: Remedy? = nil
    ) {
        self.kind = kind
        self.message = message
        self.summary = summary
        self.diagnostic = diagnostic
        self.isTransient = isTransient
        self.remedy = remedy
    }

    /// The error of a run that has published its data, with its report; `cause` is what failed afterwards.
    init(published report: IngestionReport, after cause: IngestionError) {
        self.init(.output, "the data is published, but \(cause.message)", remedy: cause.remedy)
        isPublished = true
        self.report = report
        self.report.fail(self)
    }

    /// Makes the error of a run whose schema, or a part of it that the output needs, cannot be used.
    init(_ error: SchemaError, remedy: Remedy? = nil) {
        self.init(.usage, error.message, remedy: remedy)
        schemaError = error
    }

    init(_ error: InputError) {
        let diagnostic = error.fault.map { Diagnostic($0) }
        let message = diagnostic.map { "\(error.message): \($0.headline)" } ?? error.message
        let kind = error.isUsage ? Kind.usage : .input
        self.init(kind, message, summary: error.message, quoting: diagnostic, isTransient: error.isTransient)
    }
}
