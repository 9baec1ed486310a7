/// The number of which values must be a multiple: `multipleOf`.
struct NumberMultiple: ValueTest {
    private enum Divisor: Sendable {
        /// Of at most 19 significant digits.
        case word(NumberDivisor)
        case long(LongDivisor)
    }

    private let divisor: Divisor

    /// `text` spells a number greater than zero.
    init(of text: [UInt8]) {
        divisor = NumberDivisor(text.span).map(Divisor.word) ?? .long(LongDivisor(text.span))
    }

    var kinds: ValueKind.Set { .number }

    @inline(__always)
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        switch divisor {
        case .word(let divisor): NumberText.isMultiple(text, of: divisor)
        case .long(let divisor): divisor.divides(text)
        }
    }
}
