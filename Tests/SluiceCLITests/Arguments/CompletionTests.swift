import Foundation
import TestSupport
import Testing

@testable import SluiceCLI

/// The scripts are loaded and used in the shells that they are for.
@Suite("completions")
struct CompletionTests {
    /// Whether the machine has the shell; where `CI` is set it must.
    private static func has(_ shell: Shell) -> Bool {
        let found = try? FinishedProcess(shell.rawValue, ["-c", "true"])
        return found?.status == 0 || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    /// A line, and what is added to it.
    private static let lines: [(line: String, completion: String)] = [
        ("sluice gen", "generate"), ("sluice ingest in.json --on-e", "--on-error"),
        ("sluice ingest in.json --on-error q", "quarantine"), ("sluice ingest in.json --format pa", "parquet"),
        ("sluice ingest in.json --schema it", "items"), ("sluice ingest in.json --schema sch", "schema.json"),
        ("sluice schema in", "infer"), ("sluice schema infer inp", "input.json"), ("sluice status cr", "create"),
        ("sluice status ou", "out/"), ("sluice status sync ou", "out/"), ("sluice validate inp", "input.json"),
        ("sluice ingest in.json -o ou", "out/"), ("sluice generate --style nd", "ndjson"),
        ("sluice help va", "validate"),
        ("sluice completions fi", "fish"),
    ]

    private static func makeFiles() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        for name in ["input.json", "schema.json"] { try directory.write("", to: name) }
        let files = FileManager.default
        try files.createDirectory(atPath: directory.path("out"), withIntermediateDirectories: true)
        for shell in Shell.allCases {
            let script = try SluiceBinary.run(["completions", shell.rawValue])
            #expect(script.status == 0)
            try directory.write(script.output, to: "script.\(shell.rawValue)")
        }
        // The name under which zsh loads a function by itself.
        try files.createDirectory(atPath: directory.path("functions"), withIntermediateDirectories: true)
        try files.copyItem(atPath: directory.path("script.zsh"), toPath: directory.path("functions/_sluice"))
        return directory
    }

    private static func zsh(_ setup: String, _ lines: [String], in directory: TemporaryDirectory) throws -> [Substring]
    {
        let driver = PackageFiles.fixture("complete.zsh").path
        let words = ([driver, "cd '\(directory.url.path)'; \(setup)"] + lines).map {
            "'\($0.replacing("'", with: #"'\''"#))'"
        }
        let outcome = try SluiceBinary.shell("zsh -f \(words.joined(separator: " "))", environment: ["TERM": "dumb"])
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        return outcome.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    private static func whole(_ line: String, _ completion: String) -> String {
        let words = line.split(separator: " ").dropLast() + [Substring(completion)]
        return words.joined(separator: " ")
    }

    @Test(
        "work in zsh, sourced or loaded by name",
        .enabled(if: has(.zsh)),
        .timeLimit(.minutes(10)),
        arguments: ["source script.zsh", "fpath=($PWD/functions $fpath); compinit -u -D"]
    )
    func zsh(setup: String) throws {
        let directory = try Self.makeFiles()
        let found = try Self.zsh(setup, Self.lines.map(\.line), in: directory)
        // What ends a value or a word follows it.
        let trimmed = found.map { $0.last == " " || $0.last == "=" ? $0.dropLast() : $0 }
        #expect(trimmed.map(String.init) == Self.lines.map { Self.whole($0.line, $0.completion) })
    }

    @Test("complete every option in zsh", .enabled(if: has(.zsh)), .timeLimit(.minutes(10)))
    func zshOptions() throws {
        let directory = try Self.makeFiles()
        let lines = Command.allCases.flatMap { command in
            command.options.filter { !$0.isHidden }.map { "sluice \(command.rawValue) \($0.name.flag)" }
        }
        let found = try Self.zsh("source script.zsh", lines.map { String($0.dropLast()) }, in: directory)
        for (found, line) in zip(found, lines) {
            // Nothing follows a name that others begin with: --database, --database-required.
            let isPrefix = lines.contains { $0 != line && $0.hasPrefix(line) }
            // Nothing completes `--a`, with which more than one begins.
            let isAmbiguous = lines.contains { $0 != line && !$0.hasPrefix(line) && $0.hasPrefix(line.dropLast()) }
            let isLeft = isPrefix && found == line || isAmbiguous && found == line.dropLast()
            #expect(isLeft || found == line + " " || found == line + "=", "\(line)")
        }
        #expect(found.count == lines.count)
    }

    @Test("work in fish", .enabled(if: has(.fish)), .timeLimit(.minutes(10)))
    func fish() throws {
        let directory = try Self.makeFiles()
        let script = """
            cd '\(directory.url.path)'
            source script.fish
            for line in $argv
                echo ">$line"
                complete -C $line
            end
            """
        let options = Command.allCases.map { "sluice \($0.rawValue) --" }
        let words = (Self.lines.map(\.line) + options).map { "'\($0)'" }.joined(separator: " ")
        try directory.write(script, to: "complete.fish")
        let home = ["HOME": directory.url.path, "XDG_CONFIG_HOME": directory.url.path]
        let line = "fish --no-config '\(directory.path("complete.fish"))' \(words)"
        let outcome = try SluiceBinary.shell(line, environment: home)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        let answers = outcome.text.split(separator: ">").map { answer in
            answer.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "\t" }) }
        }
        #expect(Array(answers.prefix(Self.lines.count)) == Self.lines.map { [$0.completion] })
        for (command, answer) in zip(Command.allCases, answers.dropFirst(Self.lines.count)) {
            let flags = command.options.filter { !$0.isHidden }.map(\.name.flag)
            #expect(answer.sorted() == flags.sorted(), "\(command)")
        }
    }

    @Test("work in bash")
    func bash() throws {
        let directory = try Self.makeFiles()
        let cases =
            Self.lines + [
                ("sluice ingest a.json --on-error = q", "quarantine"),
                ("sluice ingest a.json --schema inp", "input.json"),
            ]
        let steps = cases.map { line, _ in
            let words = line.split(separator: " ").map { "'\($0)'" }
            return """
                COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(words.count - 1); _sluice
                echo "${COMPREPLY[*]}"
                """
        }
        let script = "cd '\(directory.url.path)'; source script.bash\n" + steps.joined(separator: "\n")
        let outcome = try SluiceBinary.shell(script)
        #expect(outcome.errors.isEmpty, "\(outcome.errors)")
        let found = outcome.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        // bash itself adds the slash.
        let expected = cases.map { $0.completion.hasSuffix("/") ? String($0.completion.dropLast()) : $0.completion }
        #expect(found.map(String.init) == expected)
    }
}
