import Sluice

/// Why a command has failed.
///
/// It knows the exit status and what is still to be said.
enum CommandFailure: Error {
    case usage(UsageError)
    case schema(SchemaError)
    case output(StandardOutput.Failure)
    /// Said already, by the run's console. `signal` is what ended it, if one did.
    case run(IngestionError, signal: Int32?)
    /// An error of reading a status store.
    case status(IngestionError)

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
        }
    }

    /// What a person must be told; `nil` where nothing is left to say.
    var message: String? {
        switch self {
        case .usage(let error): "\(TerminalText.escaped(error.message))\n\(error.hint)"
        case .schema(let error): TerminalText.escaped(error.message)
        case .output(.readerGone), .run: nil
        case .output(.system(let error)): "cannot write to standard output: \(error)"
        case .status(let error): TerminalText.escaped(error.message)
        }
    }
}
