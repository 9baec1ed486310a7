/// A bad record whose end has not been reached.
struct SkippedRecord: Sendable {
    /// So many bytes on either side of the error are kept: what a message shows, no character being longer than four.
    static let reach = 4 * 60

    var error: SyntaxError
    /// Where in the record the error is, as a JSON Pointer.
    let pointer: String
    var resynchronizer: Resynchronizer
    private(set) var head: KeptHead
    /// The bytes around the error.
    private(set) var context: KeptHead

    init(start: Int, error: SyntaxError, pointer: String, resynchronizer: Resynchronizer) {
        self.error = error
        self.pointer = pointer
        self.resynchronizer = resynchronizer
        head = KeptHead(start: start)
        context = KeptHead(start: max(start, error.offset - Self.reach))
    }

    /// Keeps its bytes among those of `view`, up to the absolute offset `end`, as the chunk will be gone.
    mutating func keep(_ view: ByteView, upTo end: Int) {
        head.append(view, upTo: end)
        context.append(view, upTo: min(end, error.offset + Self.reach))
    }

    /// Takes over what was kept as stray bytes.
    mutating func keep(_ run: StrayRun) {
        head = run.head
        context = run.head
    }

    var start: Int { head.start }
}
