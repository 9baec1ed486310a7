/// Why a run failed.
///
/// ``Ingestion/run(observers:)`` throws it for everything that ends a run; ``report`` holds what was known by then.
public struct IngestionError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure, which shows whether a retry may help.
    public enum Kind: String, Sendable {
        /// The program is at fault: a ledger that does not balance.
        case inconsistency
        /// What was asked for cannot be done: a bad option, an output that exists.
        case usage
        /// The data breaks the policy.
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
        /// Set bad records aside: ``IngestionOptions/ErrorPolicy-swift.enum/quarantine(limit:)``.
        case quarantine
        /// Allow more bad records: ``IngestionOptions/RejectLimit``.
        case raiseRejectLimit
        /// Name another directory, or replace the published set: ``IngestionOptions/ExistingOutput/replace``.
        case replaceOutput
        /// Start over instead of resuming: ``IngestionOptions/ExistingOutput/resumeOrReplace``.
        case startOver
        /// Give a schema, which defines the columns.
        case giveSchema
        /// Leave out fields that the schema does not name, or reject records that have some: ``UnknownFieldPolicy``.
        case excludeUnknownFields
        /// Choose another text for null: ``IngestionOptions/csvNull``.
        case chooseNullText
        /// Give the pipeline's id.
        case givePipeline
        /// Record the end of the published run later, from its manifest.
        case recordLater
    }

    /// The kind of failure.
    public let kind: Kind
    /// One sentence for a person.
    public let message: String
    /// What the user can do about it, if there is one obvious thing.
    public internal(set) var remedy: Remedy?
    /// Whether the same run may succeed a little later: a full file system, a lost connection, a transient I/O error.
    public internal(set) var isTransient: Bool
    /// What was known when the run ended.
    public internal(set) var report = IngestionReport()
    /// Whether the data is published all the same, and only what came after that has failed.
    var isPublished = false
    /// Whether files of the output were moved and could not be moved back: the next run does it.
    var isOutputTorn = false
    /// What the input was, where it was a file: the next attempt reads the same or none.
    var identity: FileIdentity?

    /// The message.
    public var description: String { message }

    static var interrupted: IngestionError {
        IngestionError(.interrupted, "interrupted; nothing was published")
    }

    /// Makes an error, such as one that a ``RunObserver`` throws.
    public init(_ kind: Kind, _ message: String, isTransient: Bool = false, remedy: Remedy? = nil) {
        self.kind = kind
        self.message = message
        self.isTransient = isTransient
        self.remedy = remedy
    }

    /// The error of a run that has published its data, with its report; `cause` is what has failed after that.
    init(published report: IngestionReport, after cause: IngestionError) {
        self.init(.output, "the data is published, but \(cause.message)", remedy: cause.remedy)
        isPublished = true
        self.report = report
        self.report.fail(self)
    }

    init(_ error: InputError) {
        self.init(.input, error.message, isTransient: error.isTransient)
    }
}
