/// A change of case: `uppercase` or `lowercase`.
protocol CaseRule {
    /// The first of the 26 ASCII letters that the rule changes.
    var firstLetter: UInt8 { get }
    /// Appends the changed text, unless there is no change.
    func append(_ text: [UInt8], to output: inout [UInt8]) -> TextCleaning.Outcome
}

struct UppercaseRule: CaseRule {
    var firstLetter: UInt8 { UInt8(ascii: "a") }

    func append(_ text: [UInt8], to output: inout [UInt8]) -> TextCleaning.Outcome {
        TextCleaning.appendUppercase(text.span, to: &output)
    }
}

struct LowercaseRule: CaseRule {
    var firstLetter: UInt8 { UInt8(ascii: "A") }

    func append(_ text: [UInt8], to output: inout [UInt8]) -> TextCleaning.Outcome {
        TextCleaning.appendLowercase(text.span, to: &output)
    }
}
