/// Parses the words of a command line into a request, according to the option table.
struct ArgumentParser {
    /// What the command line asks for.
    enum Request {
        case help(Command?)
        case version
        case run(TypedArguments)
    }

    /// Returns the value of an environment variable.
    private let environment: (String) -> String?

    init(environment: @escaping (String) -> String?) {
        self.environment = environment
    }

    /// Parses the words that follow the program's name.
    func parse(_ words: [String]) throws(UsageError) -> Request {
        let beforeEnd = words.prefix { $0 != "--" }
        if beforeEnd.contains("--help") || beforeEnd.contains("-h") {
            return .help(beforeEnd.lazy.compactMap(Command.init).first)
        }
        guard let first = words.first else { throw UsageError("missing command") }
        if first == "--version" || first == "-V" { return .version }
        guard !first.hasPrefix("-") else { throw UsageError("expected a command, found the option '\(first)'") }
        guard let command = Command(rawValue: first) else {
            let hint = Suggestion.hint(for: first, among: Command.allCases.map(\.rawValue))
            throw UsageError("unknown command '\(first)'\(hint)")
        }
        var arguments = TypedArguments(command)
        readEnvironment(into: &arguments)
        guard try readWords(words.dropFirst(), into: &arguments) else { return .help(command) }
        try checkOperands(arguments)
        return .run(arguments)
    }

    private func readEnvironment(into arguments: inout TypedArguments) {
        for option in arguments.command.options where option.value != nil {
            let variable = option.name.environmentVariable
            // Scripts unset a variable for one command by setting it to nothing.
            guard let text = environment(variable), !text.isEmpty else { continue }
            arguments.set(option.name, to: text, from: variable)
        }
    }

    /// Reads all options and operands; returns `false` when help is asked for.
    private func readWords(_ words: ArraySlice<String>, into arguments: inout TypedArguments) throws(UsageError) -> Bool
    {
        var rest = words
        var areOptionsOver = false
        while let word = rest.popFirst() {
            if areOptionsOver || word == "-" || !word.hasPrefix("-") {
                arguments.append(operand: word)
            } else if word == "--" {
                areOptionsOver = true
            } else if word.hasPrefix("--") {
                try readLong(word, &rest, into: &arguments)
            } else if try !readShorts(word, &rest, into: &arguments) {
                return false
            }
        }
        return true
    }

    private func checkOperands(_ arguments: TypedArguments) throws(UsageError) {
        let command = arguments.command
        if let surplus = arguments.operands.dropFirst(command.operand?.maximumCount ?? 0).first {
            throw UsageError("unexpected argument '\(surplus)'", for: command)
        }
        if let operand = command.operand, operand.isRequired, arguments.operands.isEmpty {
            throw UsageError("missing \(operand.placeholder): \(operand.summary)", for: command)
        }
        for option in command.options where option.isRequired && !arguments.contains(option.name) {
            throw UsageError("missing \(option.name.flag) \(option.value?.placeholder ?? "")", for: command)
        }
    }
}

// MARK: Options

extension ArgumentParser {
    /// Reads `--name`, `--name=value` or `--name value`.
    private func readLong(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        into arguments: inout TypedArguments
    ) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let command = arguments.command
        guard let option = command.options.first(where: { $0.name.flag == parts[0] }) else {
            throw unknownOption(parts[0], command)
        }
        if option.value == nil {
            guard parts.count == 1 else { throw UsageError("\(parts[0]) takes no value", for: command) }
            arguments.set(option.name, from: parts[0])
        } else if parts.count == 2 {
            arguments.set(option.name, to: parts[1], from: parts[0])
        } else {
            arguments.set(option.name, to: try popValue(of: option, parts[0], &rest, command), from: parts[0])
        }
    }

    /// Reads `-q`, `-qv`, `-j4` or `-j 4`; returns `false` when help is asked for.
    private func readShorts(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        into arguments: inout TypedArguments
    ) throws(UsageError) -> Bool {
        let command = arguments.command
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let flag = "-\(letter)"
            guard let option = command.options.first(where: { $0.short == letter }) else {
                throw unknownOption(word.count == 2 ? word : flag, command)
            }
            if option.name == .help { return false }
            guard option.value != nil else {
                arguments.set(option.name, from: flag)
                continue
            }
            let attached = letters.first == "=" ? letters.dropFirst() : letters
            let text = letters.isEmpty ? try popValue(of: option, flag, &rest, command) : String(attached)
            arguments.set(option.name, to: text, from: flag)
            return true
        }
        return true
    }

    private func popValue(
        of option: OptionSpecification,
        _ flag: String,
        _ rest: inout ArraySlice<String>,
        _ command: Command
    ) throws(UsageError) -> String {
        // A word that looks like an option is one, and the value was forgotten; `--name=--value` passes it as a value.
        guard let text = rest.first, !text.hasPrefix("--") else {
            throw UsageError("\(flag) needs a value: \(option.summary)", for: command)
        }
        rest.removeFirst()
        return text
    }

    private func unknownOption(_ flag: String, _ command: Command) -> UsageError {
        let message = "unknown option '\(flag)'"
        let others = Command.allCases.filter { $0.options.contains { $0.name.flag == flag && !$0.isHidden } }
        if let other = others.first {
            return UsageError("\(message); it is an option of 'sluice \(other.rawValue)'", for: command)
        }
        let names = command.options.filter { !$0.isHidden }.map(\.name.flag)
        return UsageError(message + Suggestion.hint(for: flag, among: names), for: command)
    }
}
