import TestSupport
import Testing

@Suite("wrong command lines")
struct UsageTests {
    @Test(
        "end with 2, say why on standard error, and name what was meant",
        arguments: [
            (["ingst", "a.json"], "unknown command 'ingst'; did you mean 'ingest'?"),
            (["zzzzzzzz"], "unknown command 'zzzzzzzz'"),
            (["ingest", "a.json", "--outptu", "b"], "unknown option '--outptu'; did you mean '--output'?"),
            (
                ["ingest", "a.json", "--on-eror=fail", "-o", "b"],
                "unknown option '--on-eror'; did you mean '--on-error'?"
            ),
            (["ingest", "a.json", "-o", "b", "--resum"], "unknown option '--resum'"),
            (["ingest", "a.json", "-x"], "unknown option '-x'"),
            (["ingest", "a.json", "-qx"], "unknown option '-x'"),
            (
                ["validate", "a.json", "--overwrite"],
                "unknown option '--overwrite'; it is an option of 'sluice ingest'"
            ),
            (["ingest", "-o", "b"], "missing INPUT"),
            (["ingest", "a.json"], "missing --output DIR"),
            (["ingest", "a.json", "--output"], "--output needs a value"),
            (["ingest", "a.json", "--output", "--overwrite"], "--output needs a value"),
            (["ingest", "a.json", "-o", ""], "invalid value '' for -o"),
            (["ingest", "a.json", "-o", "b", "--overwrite=yes"], "--overwrite takes no value"),
            (["validate", "-", "b.json", "-"], "standard input (-) can be read only once"),
            (["generate", "x", "--records", "1"], "unexpected argument 'x'"),
            (["generate"], "missing --records N"),
            (["completions", "zs"], "unknown shell 'zs': expected bash, zsh or fish; did you mean 'zsh'?"),
            (["help", "ingets"], "unknown command 'ingets': expected ingest, validate,"),
            (["--quiet"], "expected a command, found the option '--quiet'"),
            ([], "missing command"),
        ]
    )
    func refused(arguments: [String], message: String) throws {
        let outcome = try SluiceBinary.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("error: \(message)"), "\(outcome.errors)")
        #expect(outcome.errorLines.last?.hasPrefix("Try 'sluice") == true)
    }

    @Test(
        "a value that cannot be is named with the option it came from",
        arguments: [
            (["-j", "0"], "'0' for -j: expected a whole number, from 1 to 1024"),
            (["--jobs=+4"], "'+4' for --jobs"),
            (["-j0x10"], "'0x10' for -j"),
            (["--jobs", "99999999999999999999"], "for --jobs"),
            (["--on-error", "quarantin"], "expected fail or quarantine; did you mean 'quarantine'?"),
            (["--report", "xml"], "'xml' for --report: expected text or json"),
            (["--color", "yes"], "expected auto, always or never"),
            (["--part-size", "0"], "'0' for --part-size"),
            (["--part-size", "12XB"], "such as 65536, 64KiB or 128MB"),
            (["--part-size", "10"], "'10' for --part-size: expected at least 4KiB"),
            (["--part-size", "4095"], "'4095' for --part-size: expected at least 4KiB"),
            (["--part-size", "8\u{212A}"], "such as 65536, 64KiB or 128MB"),
            (["--max-record-size", "2GiB"], "expected at most 1024MiB"),
            (["--chunk-size", "0"], "'0' for --chunk-size"),
            (["--max-depth", "0"], "'0' for --max-depth: expected a whole number, at least 1"),
            (["--on-error", "quarantine", "--max-errors", "-1"], "'-1' for --max-errors"),
            (["--on-error", "quarantine", "--max-errors", "101%"], "'101%' for --max-errors"),
        ]
    )
    func invalidValue(options: [String], message: String) throws {
        let outcome = try SluiceBinary.run(["ingest", "no-such-file.json", "-o", "no-such-directory"] + options)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: invalid value "), "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("--unknown-fields asks for a schema")
    func unknownFieldsWithoutSchema() throws {
        let outcome = try SluiceBinary.run(["validate", "no-such-file.json", "--unknown-fields", "drop"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--unknown-fields requires --schema"))
        #expect(try SluiceBinary.run(["validate", "no-such-file.json", "--unknown-fields", "keep"]).status == 4)
    }

    @Test("--max-errors asks for quarantine")
    func maximumErrorsWithoutQuarantine() throws {
        let outcome = try SluiceBinary.run(["validate", "no-such-file.json", "--max-errors", "5"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--max-errors requires --on-error quarantine"))
    }

    @Test("columns ask for a schema, before anything is read", arguments: ["csv", "parquet"])
    func columnsWithoutSchema(format: String) throws {
        let outcome = try SluiceBinary.run(["ingest", "no-such-file.json", "-o", "b", "--format", format])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("needs a schema to define its columns. Use --schema FILE"))
    }

    @Test(
        "an option of one format asks for it",
        arguments: [("compression", "none", "parquet"), ("csv-null", "-", "csv"), ("csv-line-end", "crlf", "csv")]
    )
    func optionOfFormat(option: String, value: String, format: String) throws {
        let outcome = try SluiceBinary.run(["ingest", "no-such-file.json", "-o", "b", "--\(option)", value])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--\(option) requires --format \(format)"))
    }

    @Test(
        "a word that is not UTF-8 is refused where text is expected, and shown escaped",
        arguments: [
            (#"frob\xFF"#, #"unknown command 'frob\xFF'"#), (#"validate --j\xFF"#, #"unknown option '--j\xFF'"#),
            (#"validate a.json -j \xFF"#, #"invalid value '\xFF' for -j: expected a whole number"#),
            (
                #"ingest a.json -o b --schema items --format csv --csv-null \xFF"#,
                #"'\xFF' for --csv-null: expected UTF-8"#
            ),
            (#"generate --records 1 \xFF"#, #"unexpected argument '\xFF'"#),
        ]
    )
    func notUTF8(line: String, message: String) throws {
        let words = line.split(separator: " ").map { "$'\($0)'" }.joined(separator: " ")
        let outcome = try SluiceBinary.shell("sluice \(words)")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("control characters of an argument do not reach the terminal")
    func escapedArgument() throws {
        let outcome = try SluiceBinary.run(["\u{1B}[2Jx"])
        #expect(outcome.status == 2)
        #expect(!outcome.errors.contains("\u{1B}"))
        #expect(outcome.errors.contains(#"\u{1B}[2Jx"#))
    }
}
