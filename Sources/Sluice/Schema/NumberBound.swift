/// A bound on numbers, compared exactly: `minimum`, `exclusiveMinimum`, `maximum` or `exclusiveMaximum`.
struct NumberBound: ValueTest {
    enum Relation: Sendable {
        case atLeast
        case greater
        case atMost
        case less
    }

    /// The longest text in bytes that is compared as a double first: its conversion allocates nothing.
    private static let shortLength = 15

    private let relation: Relation
    private let text: [UInt8]
    private let integer: Int64?
    private let double: Double?
    private let isZero: Bool
    /// Whether every number greater than zero passes.
    private let acceptsPositive: Bool

    /// A bound at the number that `text` spells.
    init(_ relation: Relation, _ text: [UInt8]) {
        self.relation = relation
        self.text = text
        integer = NumberText.int64(text.span)
        double = NumberText.double(text.span)
        isZero = integer == 0
        acceptsPositive = isZero && (relation == .atLeast || relation == .greater)
    }

    var kinds: ValueKind.Set { .number }

    @inline(__always)
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        // If the first digit is not zero, the number is greater than zero, whatever follows.
        if acceptsPositive, text[0] &- UInt8(ascii: "1") < 9 { return true }
        return acceptsSlowly(text, kind)
    }

    /// Whether the number that `text` spells is within the bound.
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind) -> Bool { acceptsSlowly(text, kind) }

    @inline(never)
    private func acceptsSlowly(_ text: Span<UInt8>, _ kind: ValueKind) -> Bool {
        let order = compare(text, kind)
        return switch relation {
        case .atLeast: order >= 0
        case .greater: order > 0
        case .atMost: order <= 0
        case .less: order < 0
        }
    }

    /// Returns -1, 0 or 1 if the number is less than, equal to or greater than the bound.
    @inline(__always)
    private func compare(_ number: Span<UInt8>, _ kind: ValueKind) -> Int {
        if isZero, number[0] &- UInt8(ascii: "1") < 9 { return 1 }
        if kind == .integer, let integer, let value = NumberText.int64(number) {
            return value < integer ? -1 : value == integer ? 0 : 1
        }
        return compareDecimal(number)
    }

    private func compareDecimal(_ number: Span<UInt8>) -> Int {
        // Rounding preserves order, so doubles that differ decide; equal doubles may come from different numbers.
        if number.count <= Self.shortLength, let double, let value = NumberText.double(number), value != double {
            return value < double ? -1 : 1
        }
        return NumberText.compare(number, text.span)
    }
}
