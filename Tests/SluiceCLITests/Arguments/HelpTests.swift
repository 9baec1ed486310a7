import Foundation
import TestSupport
import Testing

@testable import SluiceCLI

@Suite("help, version and completions")
struct HelpTests {
    @Test("every page fits 80 columns and lists every option but the hidden ones", arguments: Command.allCases)
    func page(of command: Command) throws {
        let outcome = try SluiceBinary.run(["help", command.rawValue])
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
        let start = try #require(lines.firstIndex(of: "Options:"))
        // The lines that begin an entry; the others begin under its summary.
        let entries = lines[(start + 1)...].prefix { !$0.isEmpty }.filter { $0.prefix(7).contains("-") }
            .map { $0.drop { $0 == " " } }
        let visible = command.options.filter { !$0.isHidden }
        #expect(entries.count == visible.count)
        for (entry, option) in zip(entries, visible) {
            let label = [option.short.map { "-\($0)," }, option.name.flag, option.value?.placeholder].compactMap(\.self)
                .joined(separator: " ")
            #expect("\(entry)  ".hasPrefix("\(label)  "))
        }
        for option in command.options where option.isHidden { #expect(!outcome.text.contains(option.name.flag)) }
    }

    /// After a change of wording `SLUICE_UPDATE_SNAPSHOTS=1 Scripts/test --filter HelpTests` writes the pages again;
    /// `git diff Tests/Fixtures/help` shows what is to be reviewed.
    @Test("every page is worded as reviewed", arguments: [nil] + Command.allCases)
    func wording(of command: Command?) throws {
        let text = try SluiceBinary.run(command.map { ["help", $0.rawValue] } ?? ["help"]).text
        try Snapshot.expect(text, "help/\(command?.rawValue ?? "sluice").txt")
    }

    @Test("--help works anywhere, whatever else is wrong")
    func anywhere() throws {
        let page = try SluiceBinary.run(["help", "ingest"]).text
        for arguments in [
            ["ingest", "--help"], ["--help", "ingest"], ["ingest", "--bogus", "-h"], ["ingest", "-qh"],
        ] {
            let outcome = try SluiceBinary.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.text == page, "\(arguments)")
        }
        #expect(try SluiceBinary.run(["--help"]).text == SluiceBinary.run(["help"]).text)
        // After `--` it is a file's name.
        #expect(
            try SluiceBinary.run(["validate", "--", "--help"]).text != SluiceBinary.run(["help", "validate"]).text
        )
    }

    @Test("the version", arguments: ["--version", "-V"])
    func version(flag: String) throws {
        let outcome = try SluiceBinary.run([flag])
        #expect(outcome.status == 0)
        #expect(outcome.text == "sluice 0.1.0\n")
    }

    @Test("every option has one place in the table")
    func table() {
        #expect(OptionTable.all.map(\.name.rawValue).sorted() == OptionName.allCases.map(\.rawValue).sorted())
        for command in Command.allCases {
            let shorts = command.options.compactMap(\.short)
            #expect(Set(shorts).count == shorts.count, "\(command)")
        }
        #expect(OptionName.maxRecordSize.environmentVariable == "SLUICE_MAX_RECORD_SIZE")
    }

    @Test("every shell's script names every visible option", arguments: Shell.allCases)
    func scripts(shell: Shell) throws {
        let script = try SluiceBinary.run(["completions", shell.rawValue]).text
        for option in OptionTable.all {
            let name = shell == .fish ? "-l \(option.name.rawValue) " : option.name.flag
            #expect(script.contains(name) != option.isHidden, "\(option.name)")
        }
    }
}
