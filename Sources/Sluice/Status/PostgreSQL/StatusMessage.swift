/// What the rows of a pipeline say about the end of a run, in the words of the pipeline.
///
/// The tables have one column of text, `error_message`, which the pipeline's dashboard shows for successes too.
enum StatusMessage {
    /// More kinds of errors than this are not named.
    private static let maximumKinds = 10

    static func pipeline(_ records: Int) -> String { "Ingested \(records) records" }

    /// `Successfully ingested 997 records, 3 rejected: /quantity type ×3`.
    static func stage(_ records: Int, rejected: Int, _ errors: [IngestionReport.ErrorSummary]) -> String {
        "Successfully ingested \(records) records" + (rejected > 0 ? ", \(rejected) rejected\(kinds(errors))" : "")
    }

    static func failure(_ reason: String) -> String { "Error ingesting data: \(reason)" }

    private static func kinds(_ errors: [IngestionReport.ErrorSummary]) -> String {
        // What is between records is no record.
        let kinds = errors.filter { $0.code != .separator }
        guard !kinds.isEmpty else { return "" }
        let names = kinds.prefix(maximumKinds).map { kind in
            (kind.field.isEmpty ? "" : Excerpt.path(kind.field) + " ") + "\(kind.code.rawValue) ×\(kind.count)"
        }
        let rest = kinds.count - names.count
        return ": " + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more kinds" : "")
    }
}
