/// The form of messages on standard error.
enum LogFormat: String, CaseIterable, Sendable {
    case text
    case json
}
