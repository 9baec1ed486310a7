import Sluice

/// Why a command failed, with the message that is still to be printed.
///
/// `ExitStatus` maps it to the exit status.
indirect enum CommandFailure: Error {
    case usage(UsageError)
    case schema(SchemaError)
    case output(StandardOutput.Failure)
    /// A run that failed; `signal` is the signal that interrupted it, if any.
    case run(IngestionError, signal: Int32?)
    /// An error of a status store.
    case status(IngestionError)
    /// A failure that the console has already reported.
    case reported(CommandFailure)

    /// The message to print; `nil` if there is none.
    var message: String? {
        switch self {
        case .usage(let error): error.message
        case .schema(let error): error.message
        case .output(.readerGone), .reported: nil
        case .output(.system(let error)): "cannot write to standard output: \(error)"
        case .run(let error, _) where error.isReaderGone: nil
        case .run(let error, _) where error.report.isResumable: "\(error.advice); continue with: \(ResumeCommand.text)"
        case .run(let error, _), .status(let error): error.advice
        }
    }

    /// The messages to print after it: the other errors of a schema, the first ones of many.
    var others: [String] {
        guard let error = schemaError, error.others.count > 0 else { return [] }
        let hasMore = error.others.count > Self.maximumOthers
        return error.others.prefix(Self.maximumOthers).map(\.message) + (hasMore ? ["and more in the same schema"] : [])
    }

    private var schemaError: SchemaError? {
        switch self {
        case .schema(let error): error
        case .run(let error, _): error.schemaError
        default: nil
        }
    }

    private static let maximumOthers = 19

    /// Why the command failed, for logs: without advice on the command line, with the first error in the records.
    var reason: String? {
        switch self {
        case .run(let error, _), .status(let error): error.message
        default: message
        }
    }

    /// The error in the records that ended the run; `nil` if there is none, or it was not the reason.
    var diagnostic: Diagnostic? {
        guard case .run(let error, _) = self else { return nil }
        return error.diagnostic
    }

    /// A line that points to the help, if that is useful.
    var hint: String? {
        guard case .usage(let error) = self else { return nil }
        return error.hint
    }

    /// The kind of failure, for logs.
    var kind: String {
        switch self {
        case .usage, .schema: "usage"
        case .output: "output"
        case .run(let error, _), .status(let error): error.kind.rawValue
        case .reported(let failure): failure.kind
        }
    }
}
