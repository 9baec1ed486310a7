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
    /// A failure that a run's console has reported.
    case reported(CommandFailure)

    var exitStatus: Int32 {
        switch self {
        case .usage, .schema: ExitStatus.usage
        // A reader that closes the pipe has what it wanted, as ripgrep sees it too.
        case .output(.readerGone): ExitStatus.success
        case .output(.system): ExitStatus.of(.output)
        case .run(let error, let signal?) where error.kind == .interrupted: ExitStatus.signal(signal)
        case .run(let error, _): ExitStatus.of(error.kind)
        case .status(let error): ExitStatus.of(error.kind)
        case .reported(let failure): failure.exitStatus
        }
    }

    /// What to say to a person; `nil` where nothing is left to say.
    var message: String? {
        switch self {
        case .usage(let error): error.message
        case .schema(let error): error.message
        case .output(.readerGone), .reported: nil
        case .output(.system(let error)): "cannot write to standard output: \(error)"
        case .run(let error, _) where error.report.isResumable: "\(error.advice); continue with: \(ResumeCommand.text)"
        case .run(let error, _), .status(let error): error.advice
        }
    }

    /// Where to find more.
    var hint: String? {
        guard case .usage(let error) = self else { return nil }
        return error.hint
    }

    /// A stable word for the kind of failure.
    var kind: String {
        switch self {
        case .usage, .schema: "usage"
        case .output: "output"
        case .run(let error, _), .status(let error): error.kind.rawValue
        case .reported(let failure): failure.kind
        }
    }
}
