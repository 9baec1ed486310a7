@testable import Sluice

/// The same questions of strings: a span cannot be an operand of a test macro.
extension NumberText {
    static func isInteger(_ text: String) -> Bool { isInteger(text.utf8.span) }

    static func int64(_ text: String) -> Int64? { int64(text.utf8.span) }

    static func double(_ text: String) -> Double? { double(text.utf8.span) }

    static func decimalPlaces(_ text: String) -> Int? { decimalPlaces(text.utf8.span) }

    static func compare(_ left: String, _ right: String) -> Int { compare(left.utf8.span, right.utf8.span) }

    static func isMultiple(_ text: String, of divisor: NumberDivisor) -> Bool {
        isMultiple(text.utf8.span, of: divisor)
    }

    static func canonical(_ text: String) -> String {
        var output: [UInt8] = []
        appendCanonical(text.utf8.span, to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}

extension NumberDivisor {
    init?(_ text: String) {
        self.init(text.utf8.span)
    }
}
