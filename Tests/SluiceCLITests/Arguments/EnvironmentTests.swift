import Foundation
import TestSupport
import Testing

@Suite("environment")
struct EnvironmentTests {
    @Test("a variable stands in for an option")
    func variable() throws {
        let outcome = try SluiceBinary.run(
            ["generate"],
            environment: ["SLUICE_RECORDS": "2", "SLUICE_STYLE": "ndjson"]
        )
        #expect(outcome.status == 0)
        #expect(outcome.text.split(separator: "\n").count == 2)
    }

    @Test("a flag beats the variable, even an invalid one")
    func precedence() throws {
        let arguments = ["generate", "--records", "1", "--style=ndjson"]
        let outcome = try SluiceBinary.run(arguments, environment: ["SLUICE_RECORDS": "many", "SLUICE_STYLE": "wide"])
        #expect(outcome.status == 0)
        #expect(outcome.text.split(separator: "\n").count == 1)
    }

    @Test("the last of two flags counts")
    func repetition() throws {
        let outcome = try SluiceBinary.run(["generate", "--records=7", "--style", "compact", "--records", "0"])
        #expect(outcome.text == "[]")
    }

    @Test("an invalid value names the variable")
    func invalid() throws {
        let outcome = try SluiceBinary.run(["validate", "no-such-file.json"], environment: ["SLUICE_JOBS": "four"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: invalid value 'four' for SLUICE_JOBS: expected a whole number"))
    }

    @Test(
        "a variable that does not apply is ignored with a warning, whatever its value",
        arguments: [
            ("generate", "SLUICE_JOBS", "SLUICE_JOBS is ignored: 'sluice generate' has no --jobs"),
            ("generate", "SLUICE_FORMAT", "SLUICE_FORMAT is ignored: 'sluice generate' has no --format"),
            ("validate", "SLUICE_FORMAT", "SLUICE_FORMAT is ignored: 'sluice validate' has no --format"),
            ("validate", "SLUICE_OUTPUT", "SLUICE_OUTPUT is ignored: 'sluice validate' has no --output"),
            ("status", "SLUICE_SCHEMA", "SLUICE_SCHEMA is ignored: 'sluice status' has no --schema"),
            ("schema", "SLUICE_ON_ERROR", "SLUICE_ON_ERROR is ignored: 'sluice schema' has no --on-error"),
            ("ingest", "SLUICE_CSV_NULL", "SLUICE_CSV_NULL is ignored: it requires --format csv"),
            ("ingest", "SLUICE_COMPRESSION", "SLUICE_COMPRESSION is ignored: it requires --format parquet"),
            ("ingest", "SLUICE_MAX_ERRORS", "SLUICE_MAX_ERRORS is ignored: it requires --on-error quarantine"),
            ("validate", "SLUICE_UNKNOWN_FIELDS", "SLUICE_UNKNOWN_FIELDS is ignored: it requires --schema"),
            ("ingest", "SLUICE_OVERWRITE", "SLUICE_OVERWRITE is ignored: --overwrite can be given only on the command"),
            ("ingest", "SLUICE_FORMT", "SLUICE_FORMT is unknown and ignored; did you mean 'SLUICE_FORMAT'?"),
            ("validate", "SLUICE_KERNELS", "SLUICE_KERNELS is unknown and ignored; did you mean 'SLUICE_KERNEL'?"),
            ("generate", "SLUICE_XYZ", "SLUICE_XYZ is unknown and ignored"),
        ]
    )
    func ignored(command: String, variable: String, warning: String) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(#"[{"id":1}]"#, to: "input.json")
        try directory.write(#"{"run":"0123456789abcdef"}"#, to: "_status.ndjson")
        let arguments: [String: [String]] = [
            "generate": ["--records", "1"], "validate": [input], "ingest": [input, "-o", directory.path("out")],
            "status": [directory.url.path], "schema": ["infer", input],
        ]
        let words = try [command] + #require(arguments[command])
        let outcome = try SluiceBinary.run(words, environment: [variable: "bogus"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("warning: \(warning)"), "\(outcome.errors)")
        // One that is set to nothing is not set; help and completions read none.
        #expect(try SluiceBinary.run(words, environment: [variable: ""]).errors.contains("SLUICE") == false)
        #expect(try SluiceBinary.run(["help"], environment: [variable: "bogus"]).errors.isEmpty)
    }

    @Test("an ignored variable is a warning in a JSON log, and nothing with --quiet")
    func ignoredInLog() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(#"[{"id":1}]"#, to: "input.json")
        let environment = ["SLUICE_CSV_NULL": "x"]
        let words = ["ingest", input, "-o", directory.path("out")]
        let logged = try SluiceBinary.run(words + ["--log-format", "json"], environment: environment)
        let line = try #require(logged.errorLines.first)
        #expect(line.contains("SLUICE_CSV_NULL is ignored") && line.contains(#""warn"#), "\(line)")
        let quiet = try SluiceBinary.run(words + ["--overwrite", "-q"], environment: environment)
        #expect(quiet.status == 0 && quiet.errors.isEmpty, "\(quiet.errors)")
    }

    @Test("a variable applies where the command line gives what it requires")
    func applied() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(
            #"[{"id":1,"name":"a","category":"A","value":1,"quantity":2,"created_at":null}]"#,
            to: "input.json"
        )
        let schema = try directory.write(#"{"type":"object","properties":{"created_at":{}}}"#, to: "schema.json")
        let words = ["ingest", input, "-o", directory.path("out"), "--schema", schema, "--unknown-fields", "drop"]
        let environment = ["SLUICE_CSV_NULL": "NULL", "SLUICE_FORMAT": "csv"]
        let outcome = try SluiceBinary.run(words, environment: environment)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        let part = try String(contentsOfFile: directory.part(in: "out"), encoding: .utf8)
        #expect(part.hasPrefix("created_at") && part.contains("NULL"), "\(part)")
    }

    @Test("a directory on the command line beats a pipeline in the environment")
    func statusOfDirectory() throws {
        let environment = ["SLUICE_PIPELINE_ID": "7", "SLUICE_DATABASE_URL": "postgresql://127.0.0.1:1/none"]
        let outcome = try SluiceBinary.run(["status", "no-such-directory"], environment: environment)
        #expect(outcome.status == 4 && outcome.errors.contains("no-such-directory"), "\(outcome.errors)")
        let both = try SluiceBinary.run(["status", "no-such-directory", "--pipeline-id", "7"])
        #expect(both.status == 2 && both.errors.contains("a directory or a database, not both"), "\(both.errors)")
    }
}
