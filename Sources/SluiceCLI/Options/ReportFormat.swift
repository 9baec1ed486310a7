/// The form of a report on standard output.
enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case json
}
