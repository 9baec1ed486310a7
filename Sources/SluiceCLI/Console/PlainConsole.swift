import Sluice

/// Messages on standard error of the commands that perform no run.
enum PlainConsole {
    /// Shows an error in the input.
    static func show(_ diagnostic: Diagnostic) { write(diagnostic.text(style)) }

    static func warn(_ message: String) {
        write("\(style.warning("warning:")) \(TerminalText.escaped(message))\n")
    }

    private static var style: Style {
        let isTerminal = FileDescriptor.standardError.isTerminal
        return Style(.auto, isTerminal: isTerminal, environment: ProcessSetup.environment)
    }

    /// Writes to standard error; a failure to write a message cannot be reported.
    private static func write(_ text: String) { try? FileDescriptor.standardError.write(Array(text.utf8)) }
}
