/// An invalid command line or environment.
struct UsageError: Error, Sendable, Equatable {
    let message: String
    /// The command whose help is suggested.
    var command: Command?

    init(_ message: String, for command: Command? = nil) {
        self.message = message
        self.command = command
    }

    /// A line that points to the help.
    var hint: String {
        guard let command else { return "Try 'sluice --help'." }
        return "Try 'sluice help \(command.rawValue)'."
    }
}
