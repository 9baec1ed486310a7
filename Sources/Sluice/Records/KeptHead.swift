/// The first bytes of a stretch of the input that may end in a chunk to come, kept for its reject.
struct KeptHead: Sendable {
    /// As much as a reject shows, in bytes.
    static let maximum = 1 << 20

    /// The absolute offset of the first byte.
    let start: Int
    private(set) var bytes: [UInt8] = []

    init(start: Int) {
        self.start = start
    }

    /// Keeps the stretch's bytes among those of `view`, up to the absolute offset `end`.
    mutating func append(_ view: ByteView, upTo end: Int) {
        let from = start + bytes.count
        let to = min(end, start + Self.maximum, view.base + view.span.count)
        guard from >= view.base, to > from else { return }
        bytes.append(contentsOf: view.span.extracting(from - view.base..<to - view.base))
    }
}
