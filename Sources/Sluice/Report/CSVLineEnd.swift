/// How the lines of CSV files end.
public enum CSVLineEnd: String, CaseIterable, Sendable {
    /// A line feed.
    case lf
    /// A carriage return and a line feed, as RFC 4180 has it.
    case crlf

    /// What is at the end of a line.
    var text: String { self == .crlf ? "\r\n" : "\n" }
}
