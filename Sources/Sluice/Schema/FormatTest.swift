/// The format that strings have, where `format` is asserted.
struct FormatTest: ValueTest {
    let format: StringFormat

    var kinds: ValueKind.Set { ValueKind.Set(.string) }

    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        let content = text.extracting(1..<text.count - 1)
        guard hasEscapes else { return format.accepts(content) }
        return scratch.withUnescaped(content) { text, _ in format.accepts(text) }
    }
}
