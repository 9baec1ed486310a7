import Sluice

/// The one place where outcomes become exit statuses.
enum ExitStatus {
    static let success: Int32 = 0
    static let usage: Int32 = 2

    /// The status of a process that the signal of this number has ended.
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
}
