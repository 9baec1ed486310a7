/// The colours of messages, or none.
struct Style: Sendable {
    let isColored: Bool

    /// Decides by the option; with `auto`, by the environment and whether standard error is a terminal.
    init(_ when: When, isTerminal: Bool, environment: (String) -> String?) {
        switch when {
        case .always: isColored = true
        case .never: isColored = false
        case .auto:
            // https://no-color.org: set and not empty.
            let isRefused = environment("NO_COLOR").map { !$0.isEmpty } ?? false
            isColored = isTerminal && !isRefused && environment("TERM") != "dumb"
        }
    }

    func error(_ text: String) -> String { wrapped(text, "1;31") }
    func warning(_ text: String) -> String { wrapped(text, "1;33") }
    func strong(_ text: String) -> String { wrapped(text, "1") }
    func caret(_ text: String) -> String { wrapped(text, "1;32") }
    func faint(_ text: String) -> String { wrapped(text, "2") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
