/// A command with its options and operands as typed: names are known, values are still words.
struct TypedArguments: Sendable {
    /// Where the value of an option comes from.
    enum Origin: Sendable, Equatable {
        case flag(String)
        case variable(String)
    }

    /// The word given for an option, and where it comes from.
    struct Value: Sendable, Equatable {
        let word: Word
        let source: Origin

        /// The word as text; bytes that are not UTF-8 are escaped, and match nothing that is expected.
        var text: String { word.shown }

        /// The option or the environment variable, for messages.
        var origin: String {
            switch source {
            case .flag(let name), .variable(let name): name
            }
        }

        var isTyped: Bool { if case .flag = source { true } else { false } }
    }

    let command: Command
    private(set) var operands: [Word] = []
    private var values: [OptionName: Value] = [:]
    /// Warnings about variables that are ignored.
    private(set) var warnings: [String] = []

    init(_ command: Command) {
        self.command = command
    }

    subscript(name: OptionName) -> Value? { values[name] }

    /// Whether the option was given.
    func contains(_ name: OptionName) -> Bool { values[name] != nil }

    /// The first operand; `nil` if there is none.
    var operand: Word? { operands.first }

    /// Sets an option; the last value counts.
    mutating func set(_ name: OptionName, to word: Word = "", from source: Origin) {
        values[name] = Value(word: word, source: source)
    }

    mutating func append(operand: Word) {
        operands.append(operand)
    }

    mutating func warn(_ message: String) {
        warnings.append(message)
    }

    /// Ignores an option that a variable gives, with a warning: the variable may be meant for other runs.
    mutating func ignore(_ name: OptionName, because reason: String) {
        guard let value = values.removeValue(forKey: name) else { return }
        warn("\(value.origin) is ignored: \(reason)")
    }

    /// Makes sure that an option which applies only with another option is not given without it.
    ///
    /// One that a variable gives is ignored with a warning: the variable may be meant for other runs.
    ///
    /// - Throws: `UsageError` if it was typed.
    mutating func require(_ requirement: String, for name: OptionName, if isMet: Bool) throws(UsageError) {
        guard !isMet, let value = values[name] else { return }
        let message = "\(value.origin) requires \(requirement)"
        guard !value.isTyped else { throw UsageError(message, for: command) }
        ignore(name, because: "it requires \(requirement)")
    }
}
