/// The value of a `default` cleaning rule.
struct DefaultValue: Sendable {
    let kind: ValueKind
    /// Its text on one line.
    let text: [UInt8]
    let hasEscapes: Bool
}
