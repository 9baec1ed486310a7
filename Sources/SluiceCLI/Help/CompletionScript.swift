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
            let words = visibleOptions(command).flatMap(flags).joined(separator: " ")
            lines.append("    '\(command.rawValue) -'*) \(bashReply(.words([words]))) ;;")
            if let operand = command.operand {
                lines.append("    '\(command.rawValue) '*) \(bashReply(operand.completion)) ;;")
            }
        }
        return lines + ["    esac", "}", "complete -o filenames -F _sluice sluice"]
    }

    private static func bashReply(_ completion: OptionSpecification.Value.Completion) -> String {
        switch completion {
        case .nothing: ""
        case .words(let words):
            "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$current\"));"
        case .files: "mapfile -t COMPREPLY < <(compgen -f -- \"$current\");"
        case .directories: "mapfile -t COMPREPLY < <(compgen -d -- \"$current\");"
        }
    }
}

// MARK: zsh

extension CompletionScript {
    private static func zsh() -> [String] {
        var lines = ["#compdef sluice", "_sluice() {", "    local -a commands=("]
        lines += Command.allCases.map { "        '\($0.rawValue):\(quoted($0.summary))'" }
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
            var specifications = visibleOptions(command).flatMap { option in
                flags(option).map { flag in
                    let head =
                        "\(flag)\(option.value == nil || !flag.hasPrefix("--") ? "" : "=")[\(quoted(option.summary))]"
                    return head + (option.value.map { ":\(quoted($0.placeholder)):\(zshAction($0.completion))" } ?? "")
                }
            }
            if let operand = command.operand {
                specifications.append("1:\(operand.placeholder):\(zshAction(operand.completion))")
            }
            lines.append("    \(command.rawValue)) _arguments -s \\")
            lines.append(specifications.map { "        '\($0)'" }.joined(separator: " \\\n") + " ;;")
        }
        return lines + ["    esac", "}", "compdef _sluice sluice"]
    }

    private static func zshAction(_ completion: OptionSpecification.Value.Completion) -> String {
        switch completion {
        case .nothing: " "
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .files: "_files"
        case .directories: "_files -/"
        }
    }

    /// Escapes the special characters of a zsh specification in single quotes.
    private static func quoted(_ text: String) -> String {
        String(text.flatMap { ":[]".contains($0) ? ["\\", $0] : [$0] }).replacing("'", with: #"'\''"#)
    }
}

// MARK: fish

extension CompletionScript {
    private static func fish() -> [String] {
        var lines = ["# fish completion for sluice: sluice completions fish | source", "complete -c sluice -f"]
        for command in Command.allCases {
            lines.append(
                "complete -c sluice -n __fish_use_subcommand -a \(command.rawValue) -d '\(fishQuoted(command.summary))'"
            )
            let head = "complete -c sluice -n '__fish_seen_subcommand_from \(command.rawValue)'"
            if let operand = command.operand { lines.append("\(head) \(fishArguments(operand.completion))") }
            for option in visibleOptions(command) {
                var words = [head]
                if let short = option.short { words.append("-s \(short)") }
                words.append("-l \(option.name.rawValue)")
                if let value = option.value { words.append("-r \(fishArguments(value.completion))") }
                words.append("-d '\(fishQuoted(option.summary))'")
                lines.append(words.joined(separator: " "))
            }
        }
        return lines
    }

    /// Escapes what ends a string in fish's single quotes.
    private static func fishQuoted(_ text: String) -> String {
        text.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#)
    }

    private static func fishArguments(_ completion: OptionSpecification.Value.Completion) -> String {
        switch completion {
        case .nothing: "-f"
        case .words(let words): "-f -a '\(words.joined(separator: " "))'"
        case .files: "-F"
        case .directories: "-f -a '(__fish_complete_directories)'"
        }
    }
}
