/// A value for a column whose type is known only from the database.
enum StatusValue: Sendable {
    case null
    /// An instant in UTC.
    case time(UTCTimestamp)
    case seconds(Double)
    case count(Int)
    /// A sentence: its end is cut off if the column is short.
    case text(String)
    /// A path: its beginning is cut off if the column is short, as its end is more telling.
    case path(String)

    /// A text, or null.
    static func optional(_ text: String?) -> StatusValue { text.map { .text($0) } ?? .null }

    func text(for column: StatusTable.Column) -> String? {
        switch self {
        case .null: return nil
        // A column without a time zone takes the digits and ignores the zone, so that it holds UTC.
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
