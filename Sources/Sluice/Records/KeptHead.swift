/// The first bytes of a range of the input that may end in a later chunk, kept for its reject.
struct KeptHead: Sendable {
    /// How much a reject shows, in bytes.
    static let maximum = 1 << 20

    /// The absolute offset of the first byte.
    let start: Int
    private(set) var bytes: [UInt8] = []

    init(start: Int, _ bytes: [UInt8] = []) {
        self.start = start
        self.bytes = bytes
    }

    /// Keeps those bytes of the range that `view` has, up to the absolute offset `end`.
    mutating func append(_ view: ByteView, upTo end: Int) {
        let from = start + bytes.count
        let to = min(end, start + Self.maximum, view.base + view.span.count)
        guard from >= view.base, to > from else { return }
        bytes.append(contentsOf: view.span.extracting(from - view.base..<to - view.base))
    }
}
