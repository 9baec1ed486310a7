/// A command with its options and operands, as typed: names are known, values are still text.
struct TypedArguments: Sendable {
    /// The text of an option and where it comes from.
    struct Value: Sendable, Equatable {
        let text: String
        /// The option, or the environment variable, as messages name it.
        let origin: String
    }

    let command: Command
    private(set) var operands: [String] = []
    private var values: [OptionName: Value] = [:]

    init(_ command: Command) {
        self.command = command
    }

    subscript(name: OptionName) -> Value? { values[name] }

    /// Whether a flag is there.
    func contains(_ name: OptionName) -> Bool { values[name] != nil }

    /// The only operand; `nil` where there is none.
    var operand: String? { operands.first }

    /// Takes over an option; the last one counts.
    mutating func set(_ name: OptionName, to text: String = "", from origin: String) {
        values[name] = Value(text: text, origin: origin)
    }

    mutating func append(operand: String) {
        operands.append(operand)
    }
}
