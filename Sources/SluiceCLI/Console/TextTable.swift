/// Rows of text in aligned columns, two spaces apart.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    private enum Row {
        case cells
        /// A single text outside the columns.
        case note
    }

    /// A cell's place in `texts`, where it begins at the end of the previous cell.
    private struct Cell {
        let end: Int
        /// In characters.
        let width: Int
    }

    private let alignments: [Alignment]
    private var rows: [Row] = []
    private var cells: [Cell] = []
    /// The texts of all cells, contiguous: a table may have millions.
    private var texts: [UInt8] = []
    private var widths: [Int]

    init(_ alignments: [Alignment]) {
        self.alignments = alignments
        widths = alignments.map { _ in 0 }
    }

    /// Appends a row, which has a cell for each column.
    mutating func append(_ row: [String]) {
        precondition(row.count == alignments.count, "a row has a cell for each column of the table")
        rows.append(.cells)
        for (column, cell) in row.enumerated() { widths[column] = max(widths[column], append(cell)) }
    }

    /// Appends a line outside the columns.
    mutating func append(note: String) {
        rows.append(.note)
        _ = append(note)
    }

    /// Appends one text, and returns its width.
    private mutating func append(_ text: String) -> Int {
        let start = texts.count
        texts.append(contentsOf: text.utf8)
        let isASCII = texts[start...].allSatisfy { $0 < 0x80 }
        let width = isASCII ? texts.count - start : text.count
        cells.append(Cell(end: texts.count, width: width))
        return width
    }

    /// The rows, each with its line break.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The rows as UTF-8.
    var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(texts.count + 4 * cells.count)
        var first = 0
        var start = 0
        for row in rows {
            let line = cells[first..<first + (row == .note ? 1 : alignments.count)]
            switch row {
            case .note: output += texts[start..<line[first].end]
            case .cells: append(line, from: start, to: &output)
            }
            output.append(UInt8(ascii: "\n"))
            start = line.last?.end ?? start
            first = line.endIndex
        }
        return output
    }

    /// Appends a row, whose first text begins at `start`, without trailing spaces.
    private func append(_ row: ArraySlice<Cell>, from start: Int, to output: inout [UInt8]) {
        let lineStart = output.count
        var start = start
        var pending = 0
        for (column, cell) in row.enumerated() {
            let padding = widths[column] - cell.width
            let isLeft = alignments[column] == .left
            output += repeatElement(UInt8(ascii: " "), count: pending + (isLeft ? 0 : padding))
            output += texts[start..<cell.end]
            pending = 2 + (isLeft ? padding : 0)
            start = cell.end
        }
        while output.count > lineStart, output.last == UInt8(ascii: " ") { output.removeLast() }
    }
}

extension TextTable {
    /// An ISO 8601 time to the second.
    static func time(_ text: String) -> String {
        String(decoding: text.utf8.prefix(19), as: UTF8.self) + "Z"
    }
}
