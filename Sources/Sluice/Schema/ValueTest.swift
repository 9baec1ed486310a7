/// A question about one value that its text answers.
protocol ValueTest: Sendable {
    /// The kinds of value that the question is about; all others pass.
    var kinds: ValueKind.Set { get }
    /// Returns whether a value of these kinds passes. `text` is whole: quotes and brackets included.
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool
}

/// Memory that tests use over and over again.
struct ValueScratch {
    var bytes: [UInt8] = []
    var otherBytes: [UInt8] = []
    var tree = JSONTree()
}
