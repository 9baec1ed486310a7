/// Why a run failed.
///
/// `run()` throws it for everything that ends a run; `report` holds what was known by then.
public struct IngestionError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure, which decides the exit status and whether trying again may help.
    public enum Kind: Sendable {
        /// The program is at fault: a ledger that does not balance.
        case inconsistency
        /// What was asked for cannot be done: a bad option, an output that exists.
        case usage
        /// The data breaks the policy.
        case data
        /// The input cannot be read, or is structurally broken.
        case input
        /// The output cannot be written.
        case output
        /// The task was cancelled.
        case interrupted

        /// The exit status of the command.
        public var exitCode: Int32 {
            switch self {
            case .inconsistency: 1
            case .usage: 2
            case .data: 3
            case .input: 4
            case .output: 5
            case .interrupted: 130
            }
        }
    }

    /// The kind of failure.
    public let kind: Kind
    /// One sentence for a person.
    public let message: String
    /// Whether the same run may succeed a little later: a full file system, a lost connection, an I/O error that may
    /// pass.
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
        IngestionError(.interrupted, "interrupted; nothing is published")
    }

    init(_ kind: Kind, _ message: String, isTransient: Bool = false) {
        self.kind = kind
        self.message = message
        self.isTransient = isTransient
    }

    /// The error of a run that has published its data, with its report.
    init(published report: IngestionReport, _ message: String) {
        self.init(.output, message)
        isPublished = true
        self.report = report
        self.report.status = .failed
        self.report.exitCode = kind.exitCode
        self.report.message = message
    }

    init(_ error: InputError) {
        self.init(.input, error.message, isTransient: error.isTransient)
    }
}
