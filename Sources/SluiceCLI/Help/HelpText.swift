/// The help pages, derived from the tables of commands and options.
enum HelpText {
    /// The longest line in columns, so that pages fit every terminal.
    private static let width = 80
    private static let summaryColumn = 28

    /// The program's own page.
    static func program() -> String {
        var lines = ["sluice: streams huge JSON exports into checked, clean files for Spark", ""]
        lines += ["Usage: sluice COMMAND [ARGUMENT…]", "", "Commands:"]
        for command in Command.allCases { lines += entry("  \(usage(command))", command.summary) }
        lines += ["", "Options:"]
        lines += entry("  -h, --help", "show this help, or that of a command")
        lines += entry("  -V, --version", "show the version")
        lines += ["", "'sluice help COMMAND' shows the options of a command."]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The page of a command.
    static func page(of command: Command) -> String {
        var lines = wrapped("sluice \(command.rawValue): \(command.summary)", width: width)
        lines += ["", "Usage: sluice \(usage(command))"]
        if let operand = command.operand { lines += [""] + entry("  \(operand.placeholder)", operand.summary) }
        lines += ["", "Options:"]
        let options = command.options.filter { !$0.isHidden }
        for option in options { lines += entry(label(option), summary(option)) }
        if options.contains(where: { $0.value != nil }) { lines += [""] + environmentNote(options) }
        if let notes = notes(command) { lines += ["", notes] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func usage(_ command: Command) -> String {
        var words = [command.rawValue]
        if let operand = command.operand {
            words.append(operand.isRequired ? operand.placeholder : "[\(operand.placeholder)]")
        }
        for option in command.options where option.isRequired {
            let name = option.short.map { "-\($0)" } ?? option.name.flag
            words.append("\(name) \(option.value?.placeholder ?? "")")
        }
        if command.options.contains(where: { !$0.isRequired && $0.name != .help }) { words.append("[OPTION…]") }
        return words.joined(separator: " ")
    }

    private static func label(_ option: OptionSpecification) -> String {
        let short = option.short.map { "-\($0), " } ?? "    "
        return "  " + short + option.name.flag + (option.value.map { " \($0.placeholder)" } ?? "")
    }

    private static func summary(_ option: OptionSpecification) -> String {
        guard let text = option.value?.defaultText else { return option.summary }
        return "\(option.summary) [\(text)]"
    }

    private static func environmentNote(_ options: [OptionSpecification]) -> [String] {
        let names = options.filter { $0.value != nil }.map(\.name)
        // A name of two words shows the rule best.
        guard let example = names.first(where: { $0.rawValue.contains("-") }) ?? names.first else { return [] }
        let text =
            "Options that take a value can also come from the environment, "
            + "\(example.flag) from \(example.environmentVariable); the command line takes precedence."
        return wrapped(text, width: width)
    }

    private static func notes(_ command: Command) -> String? {
        switch command {
        case .ingest, .validate: exitStatusNote
        default: nil
        }
    }

    private static let exitStatusNote = """
        Sizes are bytes, or have a suffix: KiB, MiB, GiB (or K, M, G), KB, MB, GB.
        Records are numbered from 0, as the elements of a JSON array are; lines and
        columns from 1.

        Exit status:
          0  done; invalid records, if any, within the policy; also if an
             interrupt came after the data was published
          1  internal error
          2  wrong usage, an unusable schema, no such pipeline, one that is
             running, or an output directory with files that are not Sluice's
          3  the data violates the policy, or no record passed
          4  the input cannot be read, or is structurally broken
          5  the output or the database failed; a retry may help
          130, 143  interrupted; nothing was published, --resume continues
        """

    private static func entry(_ label: String, _ summary: String) -> [String] {
        let indent = String(repeating: " ", count: summaryColumn)
        let lines = wrapped(summary, width: width - summaryColumn)
        guard label.count <= summaryColumn - 2 else { return [label] + lines.map { indent + $0 } }
        let first = label + String(repeating: " ", count: summaryColumn - label.count)
        return lines.enumerated().map { ($0.offset == 0 ? first : indent) + $0.element }
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return lines + [line]
    }
}
