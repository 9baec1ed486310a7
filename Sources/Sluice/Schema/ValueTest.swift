/// A check of one value by its text.
protocol ValueTest: Sendable {
    /// The kinds of value to which the check applies; all others pass.
    var kinds: ValueKind.Set { get }
    /// Returns whether a value of these kinds passes; `text` includes quotes and brackets.
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool
}
