import Foundation

extension Process {
    private static let starting = NSLock()

    /// Runs the process; no two are started at the same time.
    ///
    /// Under load Foundation has crashed twice inside `run()` while other threads were starting processes, too.
    package func start() throws {
        try Self.starting.withLock { try run() }
    }
}
