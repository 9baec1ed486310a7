/// One of the pipeline's tables as it is in the database: others may have made it, with more or fewer columns than
/// ours.
struct StatusTable: Sendable {
    /// A column's type, and the maximum length of its text if that is limited.
    struct Column: Sendable {
        let type: String
        let maximumLength: Int?

        /// The largest integer that fits; `nil` if all do.
        var maximumInteger: Int? {
            switch type {
            case "smallint": Int(Int16.max)
            case "integer": Int(Int32.max)
            default: nil
            }
        }
    }

    let name: Name
    private let columns: [String: Column]

    enum Name: String, Sendable {
        case pipelines
        case stages = "pipeline_stages"
    }

    /// Whether the database has the table.
    var exists: Bool { !columns.isEmpty }

    /// Takes the columns from rows of a table's name, a column's name, its type and its modifier.
    init(_ name: Name, from rows: [[String?]]) {
        self.name = name
        var columns: [String: Column] = [:]
        for row in rows where row[0] == name.rawValue {
            guard let column = row[1], let type = row[2] else { continue }
            // The modifier of a limited text is its length plus four bytes for a header.
            let length = row[3].flatMap { Int($0) }.flatMap { $0 > 4 ? $0 - 4 : nil }
            columns[column] = Column(type: type, maximumLength: type.hasPrefix("character") ? length : nil)
        }
        self.columns = columns
    }

    subscript(column: String) -> Column? { columns[column] }

    /// Whether the duration of a stage can be computed from the times of its start and its end.
    var hasTimes: Bool {
        let times = [self["started_at"], self["completed_at"]]
        return times.allSatisfy { $0?.type.hasPrefix("timestamp") == true } && self["execution_time_seconds"] != nil
    }

    /// The columns of `wanted` that the table lacks.
    func missing(_ wanted: [String]) -> [String] { wanted.filter { columns[$0] == nil } }

    /// The values as text, without those that the table has no columns for.
    func assignments(_ values: [(column: String, value: StatusValue)]) -> [(column: String, value: String?)] {
        values.compactMap { column, value in self[column].map { (column, value.text(for: $0)) } }
    }
}
