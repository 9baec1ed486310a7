/// A command line, or an environment, that asks for something that cannot be done.
struct UsageError: Error, Sendable, Equatable {
    let message: String
    /// The command whose help may be of use.
    var command: Command?

    init(_ message: String, for command: Command? = nil) {
        self.message = message
        self.command = command
    }

    /// Where to read on.
    var hint: String {
        guard let command else { return "Try 'sluice --help'." }
        return "Try 'sluice help \(command.rawValue)'."
    }
}
