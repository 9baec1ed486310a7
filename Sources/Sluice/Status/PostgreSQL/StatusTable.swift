/// One of the pipeline's tables, as the database has it: others made it, with more or fewer columns than we know of.
struct StatusTable: Sendable {
    /// A column: its longest text where it is bounded, and its type.
    struct Column: Sendable {
        let type: String
        let maximumLength: Int?

        /// The largest whole number that fits, where that is less than `Int.max`.
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

    /// Takes the columns from rows of the table's name, a column's name, its type and its modifier.
    init(_ name: Name, from rows: [[String?]]) {
        self.name = name
        var columns: [String: Column] = [:]
        for row in rows where row[0] == name.rawValue {
            guard let column = row[1], let type = row[2] else { continue }
            // The modifier of a bounded text is its length and four bytes of a header.
            let length = row[3].flatMap { Int($0) }.flatMap { $0 > 4 ? $0 - 4 : nil }
            columns[column] = Column(type: type, maximumLength: type.hasPrefix("character") ? length : nil)
        }
        self.columns = columns
    }

    subscript(column: String) -> Column? { columns[column] }

    /// Those of `wanted` that the table does not have.
    func missing(_ wanted: [String]) -> [String] { wanted.filter { columns[$0] == nil } }

    /// What is to be set, as far as there are columns for it.
    func assignments(_ values: [(column: String, value: StatusValue)]) -> [(column: String, value: String?)] {
        values.compactMap { column, value in self[column].map { (column, value.text(for: $0)) } }
    }
}

/// A value on its way into a column whose type is known from the database alone.
enum StatusValue: Sendable {
    case null
    /// The instant in UTC.
    case time(UTCTimestamp)
    case seconds(Double)
    case count(Int)
    /// A sentence: cut at its end where the column is short.
    case text(String)
    /// A path: cut at its beginning where the column is short, as its end says more.
    case path(String)

    func text(for column: StatusTable.Column) -> String? {
        switch self {
        case .null: return nil
        // A column without a time zone takes the digits and leaves the zone, so that it holds UTC.
        case .time(let time): return time.description
        case .seconds(let seconds): return "\(seconds)"
        // No number is better than a wrong one.
        case .count(let count): return count <= column.maximumInteger ?? .max ? String(count) : nil
        case .text(let text):
            guard let limit = column.maximumLength, text.unicodeScalars.count > limit else { return text }
            return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) + "…"
        case .path(let path):
            guard let limit = column.maximumLength, path.unicodeScalars.count > limit else { return path }
            return "…" + String(String.UnicodeScalarView(path.unicodeScalars.suffix(limit - 1)))
        }
    }
}
