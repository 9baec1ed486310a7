/// The help pages, derived from the tables of commands and options.
struct HelpText {
    /// The width in columns where none is known.
    private static let usualWidth = 80
    /// Narrower than this, words would not fit; wider, lines would be hard to read.
    private static let widths = 40...120
    /// From this width on there is room for labels and summaries side by side.
    private static let widthOfColumns = 60

    private let width: Int
    /// Where summaries begin.
    private var summaryColumn: Int { width >= Self.widthOfColumns ? 28 : 8 }

    /// Pages for lines of this many columns, within reason.
    init(width: Int) {
        self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
    }

    /// Pages that fit the terminal: `COLUMNS` takes precedence, as with other programs.
    init() {
        let columns = ProcessSetup.environment("COLUMNS").flatMap { $0.isDecimalNumber ? Int($0) : nil } ?? 0
        self.init(width: columns > 0 ? columns : FileDescriptor.standardOutput.columns ?? Self.usualWidth)
    }

    /// The page of a command; `nil` is the program itself.
    func page(_ command: Command?) -> String {
        let lines = command.map { page(of: $0) } ?? program
        return lines.joined(separator: "\n") + "\n"
    }

    private var program: [String] {
        var lines = wrapped("sluice: streams huge JSON exports into checked, clean files for Spark")
        lines += ["", "Usage: sluice COMMAND [ARGUMENT…]", "", "Commands:"]
        for command in Command.allCases { lines += entry(usage(command), command.summary) }
        lines += ["", "Options:"]
        lines += entry("-h, --help", "show this help, or that of a command")
        lines += entry("-V, --version", "show the version")
        return lines + [""] + wrapped("'sluice help COMMAND' shows the options of a command.")
    }

    private func page(of command: Command) -> [String] {
        var lines = wrapped("sluice \(command.rawValue): \(command.summary)")
        lines += [""] + wrapped("Usage: sluice \(usage(command))", indent: 7)
        if let operand = command.operand { lines += [""] + entry(operand.label, operand.summary) }
        lines += ["", "Options:"]
        let options = command.options.filter { !$0.isHidden }
        for option in options { lines += entry(label(option), summary(option)) }
        if options.contains(where: { $0.value != nil }) { lines += [""] + environmentNote(options) }
        return command.isRun ? lines + [""] + notes : lines
    }

    private func usage(_ command: Command) -> String {
        var words = [command.rawValue]
        if let operand = command.operand {
            words.append(operand.isRequired ? operand.label : "[\(operand.label)]")
        }
        for option in command.options where option.isRequired {
            let name = option.short.map { "-\($0)" } ?? option.name.flag
            words.append("\(name) \(option.value?.placeholder ?? "")")
        }
        if command.options.contains(where: { !$0.isRequired && $0.name != .help }) { words.append("[OPTION…]") }
        return words.joined(separator: " ")
    }

    private func label(_ option: OptionSpecification) -> String {
        let short = option.short.map { "-\($0), " } ?? "    "
        return short + option.name.flag + (option.value.map { " \($0.placeholder)" } ?? "")
    }

    private func summary(_ option: OptionSpecification) -> String {
        guard let text = option.value?.defaultText else { return option.summary }
        return "\(option.summary) [\(text)]"
    }

    private func environmentNote(_ options: [OptionSpecification]) -> [String] {
        let names = options.filter { $0.value != nil }.map(\.name)
        // A name of two words shows the rule best.
        guard let example = names.first(where: { $0.rawValue.contains("-") }) ?? names.first else { return [] }
        return wrapped(
            "Options that take a value can also come from the environment, \(example.flag) from "
                + "\(example.environmentVariable); the command line takes precedence."
        )
    }

    private var notes: [String] {
        let statuses = [
            "0  done; invalid records, if any, within the policy; also if an interrupt came after the data was published",
            "1  internal error",
            "2  wrong usage, an unusable schema, no such pipeline, one that is running, or an output directory with "
                + "files that are not Sluice's",
            "3  the data violates the policy, or no record passed",
            "4  the input cannot be read, or is structurally broken",
            "5  the output or the database failed; a retry may help",
            "130, 143  interrupted; nothing was published, --resume continues",
        ]
        return wrapped("Sizes are bytes, or have a suffix: KiB, MiB, GiB (or K, M, G), KB, MB, GB.")
            + wrapped("Records are numbered from 0, as the elements of a JSON array are; lines and columns from 1.")
            + ["", "Exit status:"] + statuses.flatMap { wrapped("  " + $0, indent: 5) }
    }
}

// MARK: Lines

extension HelpText {
    /// A label with its summary beside it, or below if there is no room.
    private func entry(_ label: String, _ summary: String) -> [String] {
        let indent = String(repeating: " ", count: summaryColumn)
        let lines = Self.wrapped(summary, width: width - summaryColumn)
        guard label.count <= summaryColumn - 4 else {
            return wrapped("  " + label, indent: 6) + lines.map { indent + $0 }
        }
        let first = "  " + label + String(repeating: " ", count: summaryColumn - label.count - 2)
        return lines.enumerated().map { ($0.offset == 0 ? first : indent) + $0.element }
    }

    /// Breaks a text between words; keeps the spaces before it, and indents its other lines.
    private func wrapped(_ text: String, indent: Int = 0) -> [String] {
        let start = text.prefix { $0 == " " }
        let room = width - max(start.count, indent)
        let lines = Self.wrapped(String(text.dropFirst(start.count)), width: room)
        return lines.enumerated().map { line in
            (line.offset == 0 ? String(start) : String(repeating: " ", count: indent)) + line.element
        }
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return lines + [line]
    }
}
