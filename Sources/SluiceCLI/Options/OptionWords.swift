/// The words that options with a choice know.
enum When: String, CaseIterable, Sendable {
    case auto
    case always
    case never
}

enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case json
}

enum LogFormat: String, CaseIterable, Sendable {
    case text
    case json
}

enum ErrorPolicyName: String, CaseIterable, Sendable {
    case fail
    case quarantine
}

enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
}
