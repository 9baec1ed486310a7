import Sluice

/// The exit statuses of the program, and the only place where failures are mapped to them.
enum ExitStatus {
    static let success: Int32 = 0
    private static let usage: Int32 = 2

    /// The status of a process that was ended by the signal with this number, as shells report it.
    static func signal(_ number: Int32) -> Int32 { 128 + number }

    static func of(_ kind: IngestionError.Kind) -> Int32 {
        switch kind {
        case .inconsistency: 1
        case .usage: usage
        case .data: 3
        case .input: 4
        case .output: 5
        case .interrupted: signal(2)
        }
    }

    static func of(_ failure: CommandFailure) -> Int32 {
        switch failure {
        case .usage, .schema: usage
        // A reader that closes the pipe has what it wanted; ripgrep also ends with success then.
        case .output(.readerGone): success
        case .run(let error, _) where error.isReaderGone: success
        case .output(.system): of(.output)
        case .run(let error, let number?) where error.kind == .interrupted: signal(number)
        case .run(let error, _), .status(let error): of(error.kind)
        case .reported(let failure): of(failure)
        }
    }
}
