import TestSupport
import Testing

@testable import SluiceCLI

@Suite("the width of help")
struct HelpWidthTests {
    @Test("fits COLUMNS, breaks between words, and loses none", arguments: [nil] + Command.allCases)
    func columns(of command: Command?) throws {
        let arguments = ["help"] + (command.map { [$0.rawValue] } ?? [])
        let words = try Self.words(SluiceBinary.run(arguments).text)
        for (columns, width) in [(1, 40), (40, 40), (50, 50), (59, 59), (60, 60), (100, 100), (120, 120), (500, 120)] {
            let text = try SluiceBinary.run(arguments, environment: ["COLUMNS": "\(columns)"]).text
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.count <= width && $0.last != " " }, "\(columns): \(text)")
            #expect(Self.words(text) == words, "\(columns)")
        }
    }

    @Test(
        "is 80 where nothing is known, or COLUMNS is no width",
        arguments: ["", "0", "-1", "wide", "99999999999999999999"]
    )
    func unknown(columns: String) throws {
        let text = try SluiceBinary.run(["help", "ingest"], environment: ["COLUMNS": columns]).text
        #expect(try SluiceBinary.run(["help", "ingest"]).text == text)
        #expect(text.split(separator: "\n").map(\.count).max().map { (70...80).contains($0) } == true)
    }

    @Test("is the terminal's", arguments: [47, 72, 100, 119])
    func terminal(columns: Int) throws {
        let script = """
            import fcntl, os, pty, struct, sys, termios
            child, terminal = pty.fork()
            if child == 0:
                fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, \(columns), 0, 0))
                os.execv(os.environ["SLUICE_BINARY"], ["sluice", "help", "ingest"])
            output = b""
            try:
                while piece := os.read(terminal, 65536):
                    output += piece
            except OSError:
                pass
            os.waitpid(child, 0)
            sys.stdout.buffer.write(output.replace(b"\\r\\n", b"\\n"))
            """
        let environment = SluiceBinary.environment([:])
        let text = try FinishedProcess("python3", ["-c", script], environment: environment).text
        let expected = try SluiceBinary.run(["help", "ingest"], environment: ["COLUMNS": "\(columns)"]).text
        #expect(text == expected)
    }

    @Test("a subcommand's help is on the page of its command")
    func subcommands() throws {
        for words in [["schema", "infer"], ["status", "create"], ["status", "sync"]] {
            let outcome = try SluiceBinary.run(["help"] + words)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try outcome.text == SluiceBinary.run(["help", words[0]]).text)
            #expect(try outcome.text == SluiceBinary.run(words + ["--help"]).text)
        }
        let wrong = try SluiceBinary.run(["help", "schema", "infre"])
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("unexpected argument 'infre'; did you mean 'infer'?"), "\(wrong.errors)")
        #expect(try SluiceBinary.run(["help", "ingest", "infer"]).status == 2)
    }

    private static func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }
}
