/// A command with its options and operands as typed: names are known, values are still text.
struct TypedArguments: Sendable {
    /// The text of an option, and where it comes from.
    struct Value: Sendable, Equatable {
        let text: String
        /// The option or the environment variable, for messages.
        let origin: String
    }

    let command: Command
    private(set) var operands: [String] = []
    private var values: [OptionName: Value] = [:]

    init(_ command: Command) {
        self.command = command
    }

    subscript(name: OptionName) -> Value? { values[name] }

    /// Whether the option was given.
    func contains(_ name: OptionName) -> Bool { values[name] != nil }

    /// The first operand; `nil` if there is none.
    var operand: String? { operands.first }

    /// Sets an option; the last value counts.
    mutating func set(_ name: OptionName, to text: String = "", from origin: String) {
        values[name] = Value(text: text, origin: origin)
    }

    mutating func append(operand: String) {
        operands.append(operand)
    }
}
