/// How far a stretch of text moves a reader: what lines and columns are computed from.
struct TextExtent: Equatable, Sendable {
    /// The line feeds in the stretch.
    private(set) var lines = 0
    /// The Unicode scalars behind the last of them.
    private(set) var columns = 0

    init() {}

    /// The extent that was computed before.
    init(lines: Int, columns: Int) {
        self.lines = lines
        self.columns = columns
    }

    /// The extent of a stretch of UTF-8 text.
    init(of text: Span<UInt8>) {
        lines = text.count(of: UInt8(ascii: "\n"))
        guard lines > 0 else {
            columns = text.scalarCount()
            return
        }
        var lineStart = text.count
        // Bytes of a file may change between two looks at them: then there may be no line feed left.
        while lineStart > 0, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
        columns = text.extracting(lineStart...).scalarCount()
    }

    /// Moves on by another stretch.
    mutating func append(_ other: TextExtent) {
        columns = other.lines > 0 ? other.columns : columns + other.columns
        lines += other.lines
    }

    /// The line number that an editor shows, from 1.
    var line: Int { lines + 1 }
    /// The column number that an editor shows, from 1.
    var column: Int { columns + 1 }
}
