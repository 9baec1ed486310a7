import TestSupport
import Testing

@Suite("standard streams")
struct StandardStreamTests {
    @Test("a reader that closes the pipe ends the command quietly")
    func closedPipe() throws {
        let outcome = try SluiceBinary.shell(
            "sluice generate --records 1000000 | head -c 10; echo; echo ${PIPESTATUS[0]}"
        )
        #expect(outcome.text.hasPrefix("[\n  {\n    "))
        #expect(outcome.text.hasSuffix("\n0\n"))
        #expect(outcome.errors.isEmpty)
    }

    @Test(
        "a full device is an error of the output",
        arguments: ["generate --records 10", "help", "--version", "completions bash"]
    )
    func fullDevice(command: String) throws {
        let outcome = try SluiceBinary.shell("sluice \(command) > /dev/full")
        #expect(outcome.status == 5)
        #expect(outcome.errors == "error: cannot write to standard output: No space left on device\n")
    }

    @Test("a closed standard output is an error, not a file that is opened later")
    func closedOutput() throws {
        let outcome = try SluiceBinary.shell("sluice generate --records 10 >&-")
        #expect(outcome.status == 5)
        #expect(outcome.errors.hasPrefix("error: cannot write to standard output: "))
    }

    @Test("a file-size limit is an error, not a signal")
    func fileSizeLimit() throws {
        let directory = try TemporaryDirectory()
        let line = "ulimit -f 8; sluice generate --records 100000 > '\(directory.path("out"))'"
        let outcome = try SluiceBinary.shell(line)
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("File too large"))
    }

    @Test("colours are for terminals, unless asked for")
    func colors() throws {
        let usage = "sluice validate no-such-file.json"
        let escape = "\u{1B}["
        #expect(try !SluiceBinary.shell(usage).errors.contains(escape))
        #expect(try SluiceBinary.shell(usage + " --color always").errors.contains(escape))
        #expect(
            try SluiceBinary.shell(usage + " --color always", environment: ["NO_COLOR": "1"]).errors.contains(escape)
        )
    }

    @Test(
        "a pipe may begin with a byte order mark and white space of any length",
        arguments: [#"\xef\xbb\xbf"#, "  ", "\\n%70s", "%5000s"]
    )
    func leadOfPipe(lead: String) throws {
        let outcome = try SluiceBinary.shell("printf '\(lead)[{}]\n' '' | sluice validate - --report json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.contains(#""records_seen":1,"#))
    }

    @Test(
        "NO_COLOR and a dumb terminal are respected",
        arguments: [([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false)]
    )
    func terminal(environment: [String: String], isColored: Bool) throws {
        // A pseudo-terminal; its transcript is on standard output.
        let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        let line = "python3 -c '\(script)' \"$SLUICE_BINARY\" ingst"
        let outcome = try SluiceBinary.shell(line, environment: ["TERM": "xterm"].merging(environment) { $1 })
        #expect(outcome.status == 2, "\(outcome.errors)")
        #expect(outcome.text.contains("did you mean 'ingest'?"))
        #expect(outcome.text.contains("\u{1B}[") == isColored)
    }
}
