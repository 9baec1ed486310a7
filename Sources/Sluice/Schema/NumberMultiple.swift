/// The number of which values must be a multiple: `multipleOf`.
struct NumberMultiple: ValueTest {
    let divisor: NumberDivisor

    var kinds: ValueKind.Set { .number }

    @inline(__always)
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        NumberText.isMultiple(text, of: divisor)
    }
}
