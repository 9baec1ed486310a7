/// How far a piece of text advances a position, in lines and columns.
struct TextExtent: Equatable, Sendable {
    /// The number of line feeds in the text.
    private(set) var lines = 0
    /// The number of Unicode scalars after the last line feed.
    private(set) var columns = 0

    init() {}

    /// An extent computed earlier.
    init(lines: Int, columns: Int) {
        self.lines = lines
        self.columns = columns
    }

    /// The extent of UTF-8 text.
    init(of text: Span<UInt8>) {
        lines = text.count(of: UInt8(ascii: "\n"))
        guard lines > 0 else {
            columns = text.scalarCount()
            return
        }
        var lineStart = text.count
        // Bytes of a file may change between two reads, so there may be no line feed left.
        while lineStart > 0, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
        columns = text.extracting(lineStart...).scalarCount()
    }

    /// Adds the extent of the text that follows.
    mutating func append(_ other: TextExtent) {
        columns = other.lines > 0 ? other.columns : columns + other.columns
        lines += other.lines
    }

    /// The extent of the text after its beginning, which has the extent `start`.
    func after(_ start: TextExtent) -> TextExtent {
        TextExtent(lines: lines - start.lines, columns: lines > start.lines ? columns : columns - start.columns)
    }

    /// The line number that an editor shows, from 1.
    var line: Int { lines + 1 }
    /// The column number that an editor shows, from 1.
    var column: Int { columns + 1 }
}
