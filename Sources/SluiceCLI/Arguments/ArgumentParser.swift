/// Parses the words of a command line into a request, according to the option table.
struct ArgumentParser {
    /// What the command line asks for.
    enum Request {
        case help(Command?)
        case version
        case run(TypedArguments)
    }

    private let environment: Environment

    init(environment: Environment) {
        self.environment = environment
    }

    /// Parses the words that follow the program's name.
    func parse(_ words: [Word]) throws(UsageError) -> Request {
        let beforeEnd = words.prefix { $0 != "--" }
        if beforeEnd.contains("--help") || beforeEnd.contains("-h") {
            return .help(beforeEnd.lazy.compactMap(Command.init).first)
        }
        guard let first = words.first else { throw UsageError("missing command") }
        if first == "--version" || first == "-V" { return .version }
        guard !first.hasPrefix("-") else {
            throw UsageError("expected a command, found the option '\(first.shown)'")
        }
        guard let command = Command(first) else {
            let hint = Suggestion.hint(for: first.shown, among: Command.allCases.map(\.rawValue))
            throw UsageError("unknown command '\(first.shown)'\(hint)")
        }
        var arguments = TypedArguments(command)
        if command.readsEnvironment { environment.read(into: &arguments) }
        guard try readWords(words.dropFirst(), into: &arguments) else { return .help(command) }
        try checkOperands(arguments)
        return .run(arguments)
    }

    /// Reads all options and operands; returns `false` when help is asked for.
    private func readWords(_ words: ArraySlice<Word>, into arguments: inout TypedArguments) throws(UsageError) -> Bool {
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
        let isRepeatable = command.operand?.isRepeatable ?? false
        if !isRepeatable, let surplus = arguments.operands.dropFirst(command.operand?.completions.count ?? 0).first {
            throw UsageError("unexpected argument '\(surplus.shown)'", for: command)
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
        _ word: Word,
        _ rest: inout ArraySlice<Word>,
        into arguments: inout TypedArguments
    ) throws(UsageError) {
        let (name, value) = word.nameAndValue
        let command = arguments.command
        guard let option = command.options.first(where: { Word($0.name.flag) == name }) else {
            throw unknownOption(name.shown, command)
        }
        let flag = option.name.flag
        if option.value == nil {
            guard value == nil else { throw UsageError("\(flag) takes no value", for: command) }
            arguments.set(option.name, from: .flag(flag))
        } else if let value {
            arguments.set(option.name, to: value, from: .flag(flag))
        } else {
            arguments.set(option.name, to: try popValue(of: option, flag, &rest, command), from: .flag(flag))
        }
    }

    /// Reads `-q`, `-qv`, `-j4` or `-j 4`; returns `false` when help is asked for.
    private func readShorts(
        _ word: Word,
        _ rest: inout ArraySlice<Word>,
        into arguments: inout TypedArguments
    ) throws(UsageError) -> Bool {
        let command = arguments.command
        var letters = word.bytes.dropFirst()
        while let letter = letters.popFirst() {
            let isWhole = word.bytes.count == 2 || letter >= 0x80
            let flag = isWhole ? word.shown : "-\(Unicode.Scalar(letter))"
            guard let option = command.options.first(where: { $0.short?.asciiValue == letter }) else {
                throw unknownOption(flag, command)
            }
            if option.name == .help { return false }
            guard option.value != nil else {
                arguments.set(option.name, from: .flag(flag))
                continue
            }
            let attached = Word(bytes: letters.first == UInt8(ascii: "=") ? letters.dropFirst() : letters)
            let value = letters.isEmpty ? try popValue(of: option, flag, &rest, command) : attached
            arguments.set(option.name, to: value, from: .flag(flag))
            return true
        }
        return true
    }

    private func popValue(
        of option: OptionSpecification,
        _ flag: String,
        _ rest: inout ArraySlice<Word>,
        _ command: Command
    ) throws(UsageError) -> Word {
        // A word that looks like an option is one, and the value was forgotten; `--name=--value` passes it as a value.
        guard let word = rest.first, !word.hasPrefix("--") else {
            throw UsageError("\(flag) needs a value: \(option.summary)", for: command)
        }
        rest.removeFirst()
        return word
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
