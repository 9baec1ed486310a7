import Glibc

@testable import Sluice

/// Numbers: their grammar, and what they are taken for against `strtod` and `strtoll`.
///
/// Steered by: whether bytes stand for themselves, or are drawn to those that numbers are made of.
final class NumbersTarget: FuzzTarget {
    private static let alphabet = Array("0123456789.-+eE0".utf8)
    private var tree = JSONTree()
    private var canonical: [UInt8] = []
    private var otherCanonical: [UInt8] = []

    func run(_ input: FuzzInput) {
        var input = input
        let isDrawn = input.takeByte() & 1 == 0
        // Two numbers, so that one can be compared with the other.
        let parts = input.bytes.split(separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
        let texts = parts.map { part in isDrawn ? part.map { Self.alphabet[Int($0 & 15)] } : Array(part) }
        let numbers = texts.compactMap(check)
        guard numbers.count == 2 else { return }
        checkOrder(texts[0], numbers[0], texts[1], numbers[1])
    }

    /// Checks what the library says of `text`; returns its double if it is a number.
    private func check(_ text: [UInt8]) -> Double? {
        let number = ReferenceNumber(text)
        var isAccepted = true
        do throws(SyntaxError) {
            try tree.read(text.span, maximumDepth: 1)
            isAccepted = tree.nodes[0].kind == .integer || tree.nodes[0].kind == .decimal
            // White space around it is none of the number.
            if isAccepted, tree.nodes[0].range.count != text.count { return nil }
        } catch {
            isAccepted = false
        }
        expect(isAccepted == (number != nil), "the number is \(isAccepted ? "" : "not ")accepted")
        guard let number else { return nil }
        let isInteger = tree.nodes[0].kind == .integer
        expect(isInteger == !(number.hasPoint || number.hasExponent), "the number is of another kind")
        checkDouble(text, number)
        checkInteger(text, number)
        return number.double
    }

    private func checkDouble(_ text: [UInt8], _ number: ReferenceNumber) {
        let double = NumberText.double(text.span)
        let expected = number.double.isFinite ? number.double : nil
        expect(double?.bitPattern == expected?.bitPattern, "the double is \(double as Any), and not \(expected as Any)")
        let places = NumberText.decimalPlaces(text.span)
        expect(places == number.decimalPlaces, "it has \(places as Any) decimals")
    }

    private func checkInteger(_ text: [UInt8], _ number: ReferenceNumber) {
        let integer = NumberText.int64(text.span)
        expect(integer == number.int64, "the integer is \(integer as Any), and not \(number.int64 as Any)")
        expect(
            NumberText.isInteger(text.span) == number.isInteger,
            "it is taken for \(number.isInteger ? "no " : "an ")integer"
        )
    }

    private func checkOrder(_ text: [UInt8], _ double: Double, _ other: [UInt8], _ otherDouble: Double) {
        let order = NumberText.compare(text.span, other.span)
        expect(order == -NumberText.compare(other.span, text.span), "the order hangs on which is first")
        // Rounding keeps the order, if not the difference.
        if double < otherDouble { expect(order == -1, "the lesser is compared as \(order)") }
        if double > otherDouble { expect(order == 1, "the greater is compared as \(order)") }
        canonical.removeAll(keepingCapacity: true)
        otherCanonical.removeAll(keepingCapacity: true)
        NumberText.appendCanonical(text.span, to: &canonical)
        NumberText.appendCanonical(other.span, to: &otherCanonical)
        expect((canonical == otherCanonical) == (order == 0), "what is equal has two keys, or what differs has one")
        checkBoundsHold(text, other, order)
    }

    private func checkBoundsHold(_ text: [UInt8], _ other: [UInt8], _ order: Int) {
        var evidence = NumberEvidence()
        evidence.add(text.span, at: 0)
        evidence.add(other.span, at: text.count)
        let least = NumberText.compare(evidence.minimum.span, text.span)
        let greatest = NumberText.compare(evidence.maximum.span, text.span)
        expect(least == (order <= 0 ? 0 : -1) && greatest == (order >= 0 ? 0 : 1), "the bounds are not the numbers'")
    }
}
