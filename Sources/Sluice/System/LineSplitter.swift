/// Splits bytes that arrive in pieces into lines.
///
/// It holds at most one line, the one in which the last piece ended, and no more of it than the limit.
struct LineSplitter {
    /// The longest line that is kept, in bytes: the lines of a run hold a path and a message, a few kibibytes at most.
    private static let maximumLineSize = 1 << 20

    /// The beginning of the line in progress, from earlier pieces.
    private var head: [UInt8] = []
    /// Whether the line in progress has exceeded the limit.
    private var isOverlong = false

    /// Pushes the lines that end in `piece`; returns whether to continue.
    mutating func next<Sink: LineSink & ~Copyable>(_ piece: Span<UInt8>, into sink: inout Sink) -> Bool {
        var start = 0
        while start < piece.count {
            let end = piece.first(UInt8(ascii: "\n"), from: start)
            let text = piece.extracting(start..<end)
            guard end < piece.count else {
                keep(text)
                return true
            }
            guard endLine(text, &sink) else { return false }
            start = end + 1
        }
        return true
    }

    /// Pushes the last line if it has no newline.
    mutating func finish<Sink: LineSink & ~Copyable>(into sink: inout Sink) {
        guard isOverlong || !head.isEmpty else { return }
        _ = endLine(Span(), &sink)
    }

    private mutating func endLine<Sink: LineSink & ~Copyable>(_ tail: Span<UInt8>, _ sink: inout Sink) -> Bool {
        if head.isEmpty, !isOverlong, tail.count <= Self.maximumLineSize { return sink.line(tail) }
        keep(tail)
        defer {
            head.removeAll(keepingCapacity: true)
            isOverlong = false
        }
        return isOverlong ? sink.overlongLine() : sink.line(head.span)
    }

    /// Appends to the line in progress.
    private mutating func keep(_ text: Span<UInt8>) {
        guard !isOverlong, head.count + text.count <= Self.maximumLineSize else {
            isOverlong = true
            return
        }
        head.append(contentsOf: text)
    }
}
