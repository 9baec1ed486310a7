/// The scripts that complete commands, options and values in a shell, derived from the tables of commands and options.
enum CompletionScript {
    static func text(for shell: Shell) -> String {
        let lines =
            switch shell {
            case .bash: bash()
            case .zsh: zsh()
            case .fish: fish()
            }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func visibleOptions(_ command: Command) -> [OptionSpecification] {
        command.options.filter { !$0.isHidden }
    }

    /// The flags of an option as typed: `-o` and `--output`.
    private static func flags(_ option: OptionSpecification) -> [String] {
        (option.short.map { ["-\($0)"] } ?? []) + [option.name.flag]
    }
}

// MARK: bash

extension CompletionScript {
    private static func bash() -> [String] {
        let commands = Command.allCases.map(\.rawValue).joined(separator: " ")
        var lines = [
            "# bash completion for sluice: source <(sluice completions bash)",
            "_sluice() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}",
            "    # bash takes '=' for a word of its own.",
            "    if [ \"$current\" = = ]; then current=",
            "    elif [ \"$previous\" = = ]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi",
            "    COMPREPLY=()",
            "    if [ \"$COMP_CWORD\" -eq 1 ]; then",
            "        COMPREPLY=($(compgen -W '\(commands) --help --version' -- \"$current\"))",
            "        return",
            "    fi",
            "    case \"$command $previous\" in",
        ]
        for command in Command.allCases {
            for option in visibleOptions(command) {
                guard let value = option.value else { continue }
                let patterns = flags(option).map { "'\(command.rawValue) \($0)'" }.joined(separator: " | ")
                lines.append("    \(patterns)) \(bashReply(value.completion)) return ;;")
            }
        }
        lines += ["    esac", "    case \"$command $current\" in"]
        for command in Command.allCases {
            let words = visibleOptions(command).flatMap(flags)
            lines.append("    '\(command.rawValue) -'*) \(bashReply(Completion(words: words))) ;;")
            guard let completions = command.operand?.completions, let last = completions.last else { continue }
            // What comes first among the operands is known for certain only where it comes first of all.
            let first =
                completions.count > 1 ? "if [ \"$COMP_CWORD\" -eq 2 ]; then \(bashReply(completions[0])) else " : ""
            lines.append("    '\(command.rawValue) '*) \(first)\(bashReply(last))\(first.isEmpty ? "" : " fi") ;;")
        }
        return lines + ["    esac", "}", "complete -o filenames -F _sluice sluice"]
    }

    private static func bashReply(_ completion: Completion) -> String {
        let words = completion.words.isEmpty ? [] : ["-W '\(completion.words.joined(separator: " "))'"]
        let paths: [String] =
            switch completion.paths {
            case .none: []
            case .files: ["-f"]
            case .directories: ["-d"]
            }
        let replies = (words + paths).map {
            "mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen \($0) -- \"$current\");"
        }
        return replies.isEmpty ? ":;" : replies.joined(separator: " ")
    }
}

// MARK: zsh

extension CompletionScript {
    private static func zsh() -> [String] {
        var lines = ["#compdef sluice"]
        // What is completed to words and to files takes a function of its own.
        for (name, completion) in zshMixtures {
            let words = "'words:word:(\(completion.words.joined(separator: " ")))'"
            lines.append("\(name)() { _alternative \(words) 'files:file:\(zshPaths(completion.paths))' }")
        }
        lines += ["_sluice() {", "    local -a commands=("]
        lines += Command.allCases.map { "        '\($0.rawValue):\(zshText($0.summary))'" }
        lines += [
            "    )",
            "    if (( CURRENT == 2 )); then",
            "        _describe command commands",
            "        return",
            "    fi",
            "    local command=$words[2]",
            "    shift words",
            "    (( CURRENT-- ))",
            "    case $command in",
        ]
        for command in Command.allCases {
            let specifications = visibleOptions(command).flatMap { zshOption($0, command) } + zshOperands(command)
            lines.append("    \(command.rawValue)) _arguments -s \\")
            lines.append(specifications.map { "        '\($0)'" }.joined(separator: " \\\n") + " ;;")
        }
        return lines + [
            "    esac",
            "}",
            "# A file in fpath is run as the function itself; anywhere else this defines it.",
            "if [[ $funcstack[1] == _sluice ]]; then _sluice \"$@\"; else compdef _sluice sluice; fi",
        ]
    }

    private static func zshOption(_ option: OptionSpecification, _ command: Command) -> [String] {
        let flags = flags(option)
        let exclusion = "(\(flags.joined(separator: " ")))"
        return flags.map { flag in
            guard let value = option.value else { return "\(exclusion)\(flag)[\(zshSummary(option))]" }
            let head = "\(exclusion)\(flag)\(flag.hasPrefix("--") ? "=" : "")[\(zshSummary(option))]"
            let action = zshAction(value.completion, called: zshName(command, option.name.rawValue))
            return "\(head):\(zshSpecial(value.placeholder)):\(action)"
        }
    }

    private static func zshOperands(_ command: Command) -> [String] {
        let completions = command.operand?.completions ?? []
        let isRepeatable = command.operand?.isRepeatable ?? false
        return completions.enumerated().map { index, completion in
            let action = zshAction(completion, called: zshName(command, "\(index + 1)"))
            let place = isRepeatable && index == completions.count - 1 ? "*" : "\(index + 1)"
            return "\(place):\(zshSpecial(command.operand?.placeholder ?? "")):\(action)"
        }
    }

    private static var zshMixtures: [(name: String, completion: Completion)] {
        let all = Command.allCases.flatMap { command in
            visibleOptions(command).map { (zshName(command, $0.name.rawValue), $0.value?.completion ?? Completion()) }
                + (command.operand?.completions ?? []).enumerated().map { (zshName(command, "\($0 + 1)"), $1) }
        }
        return all.filter { !$0.1.words.isEmpty && $0.1.paths != .none }
    }

    private static func zshName(_ command: Command, _ place: String) -> String {
        "_sluice_\(command.rawValue)_\(place)"
    }

    private static func zshAction(_ completion: Completion, called name: String) -> String {
        guard !completion.words.isEmpty else { return zshPaths(completion.paths) }
        return completion.paths == .none ? "(\(completion.words.joined(separator: " ")))" : name
    }

    private static func zshPaths(_ paths: Completion.Paths) -> String {
        switch paths {
        case .none: " "
        case .files: "_files"
        case .directories: "_files -/"
        }
    }

    private static func zshSummary(_ option: OptionSpecification) -> String { zshSpecial(option.summary) }

    /// Escapes the special characters of a specification in single quotes.
    private static func zshSpecial(_ text: String) -> String {
        zshText(String(text.flatMap { #":[]\"#.contains($0) ? ["\\", $0] : [$0] }))
    }

    /// Escapes what ends a text in single quotes.
    private static func zshText(_ text: String) -> String { text.replacing("'", with: #"'\''"#) }
}

// MARK: fish

extension CompletionScript {
    private static func fish() -> [String] {
        var lines = [
            "# fish completion for sluice: sluice completions fish | source",
            "function __sluice_is",
            "    set -l words (commandline -opc)",
            "    test (count $words) -gt 1; and test $words[2] = $argv[1]",
            "end",
            "complete -c sluice -f",
        ]
        for command in Command.allCases {
            lines.append(
                "complete -c sluice -n __fish_use_subcommand -a \(command.rawValue) -d '\(fishText(command.summary))'"
            )
            lines += fishOperands(command)
            for option in visibleOptions(command) {
                var words = [fishHead("__sluice_is \(command.rawValue)")]
                if let short = option.short { words.append("-s \(short)") }
                words.append("-l \(option.name.rawValue)")
                if let value = option.value { words.append("-r \(fishArguments(value.completion))") }
                words.append("-d '\(fishText(option.summary))'")
                lines.append(words.joined(separator: " "))
            }
        }
        return lines
    }

    private static func fishOperands(_ command: Command) -> [String] {
        guard let completions = command.operand?.completions, let last = completions.last else { return [] }
        let isCommand = "__sluice_is \(command.rawValue)"
        guard completions.count > 1 else { return ["\(fishHead(isCommand)) \(fishArguments(last))"] }
        let isFirst = "test (count (commandline -opc)) -eq 2"
        return [
            "\(fishHead("\(isCommand); and \(isFirst)")) \(fishArguments(completions[0]))",
            "\(fishHead("\(isCommand); and not \(isFirst)")) \(fishArguments(last))",
        ]
    }

    private static func fishHead(_ condition: String) -> String { "complete -c sluice -n '\(condition)'" }

    /// Escapes what ends a text in fish's single quotes.
    private static func fishText(_ text: String) -> String {
        text.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#)
    }

    private static func fishArguments(_ completion: Completion) -> String {
        let directories = completion.paths == .directories ? ["(__fish_complete_directories)"] : []
        let words = completion.words + directories
        let paths = completion.paths == .files ? "-F" : "-f"
        return words.isEmpty ? paths : "\(paths) -a '\(words.joined(separator: " "))'"
    }
}
