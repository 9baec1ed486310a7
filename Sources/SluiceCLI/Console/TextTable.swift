/// Rows of text in aligned columns, two spaces apart.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    private let alignments: [Alignment]
    /// Rows of cells; a row of one cell in a wider table is a note.
    private var rows: [[String]] = []

    init(_ alignments: [Alignment]) {
        self.alignments = alignments
    }

    mutating func append(_ row: [String]) {
        rows.append(row)
    }

    /// Appends a line that stands in no column.
    mutating func append(note: String) {
        rows.append([note])
    }

    /// The rows, each with its line break.
    var text: String {
        let cells = rows.filter { $0.count == alignments.count }
        let widths = alignments.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            guard row.count == alignments.count else { return row.joined() + "\n" }
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                let separator = column == 0 ? "" : "  "
                line += separator + (alignments[column] == .left ? cell + padding : padding + cell)
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
