import Sluice

/// Why a command has failed.
///
/// It knows the exit status and what is still to be said.
indirect enum CommandFailure: Error {
    case usage(UsageError)
    case schema(SchemaError)
    case output(StandardOutput.Failure)
    /// The end of a run; `signal` is what ended it, if one did.
    case run(IngestionError, signal: Int32?)
    /// An error of reading a status store.
    case status(IngestionError)
    /// A failure that a run's console has told of.
    case told(CommandFailure)

    /// The one place where outcomes become exit statuses.
    var exitCode: Int32 {
        switch self {
        case .usage, .schema: 2
        // A reader that closes the pipe has what it wanted, as ripgrep sees it too.
        case .output(.readerGone): 0
        case .output(.system): 5
        case .run(let error, let signal?) where error.kind == .interrupted: 128 + signal
        case .run(let error, _): error.kind.exitCode
        case .status(let error): error.kind.exitCode
        case .told(let failure): failure.exitCode
        }
    }

    /// What a person must be told; `nil` where nothing is left to say.
    var message: String? {
        switch self {
        case .usage(let error): error.message
        case .schema(let error): error.message
        case .output(.readerGone), .told: nil
        case .output(.system(let error)): "cannot write to standard output: \(error)"
        case .run(let error, _) where error.report.isResumable: "\(error.message); continue with: \(ResumeCommand.text)"
        case .run(let error, _), .status(let error): error.message
        }
    }

    /// Where to read on.
    var hint: String? {
        guard case .usage(let error) = self else { return nil }
        return error.hint
    }

    /// A stable word for the kind of failure.
    var kind: String {
        switch self {
        case .usage, .schema: "usage"
        case .output: "output"
        case .run(let error, _), .status(let error): "\(error.kind)"
        case .told(let failure): failure.kind
        }
    }
}
