/// A bad record whose end has not been reached.
struct SkippedRecord: Sendable {
    /// How many bytes are kept on either side of the error: the 60 characters a message shows, of at most four bytes
    /// each.
    static let reach = 4 * 60

    var error: SyntaxError
    /// The JSON Pointer of the error in the record.
    let pointer: String
    /// The key of the member that it is, as a JSON string; `nil` unless it is to be stored in a field.
    let key: [UInt8]?
    var resynchronizer: Resynchronizer
    private(set) var head: KeptHead
    /// The bytes around the error.
    private(set) var context: KeptHead

    init(start: Int, error: SyntaxError, pointer: String, key: [UInt8]? = nil, resynchronizer: Resynchronizer) {
        self.key = key
        self.error = error
        self.pointer = pointer
        self.resynchronizer = resynchronizer
        head = KeptHead(start: start)
        context = KeptHead(start: max(start, error.offset - Self.reach))
    }

    /// Keeps the record's bytes in `view`, up to the absolute offset `end`, before the chunk is gone.
    mutating func keep(_ view: ByteView, upTo end: Int) {
        head.append(view, upTo: end)
        context.append(view, upTo: min(end, error.offset + Self.reach))
    }

    /// Takes over what was kept of stray bytes.
    mutating func keep(_ run: StrayRun) {
        head = run.head
        context = run.head
    }

    var start: Int { head.start }
}
