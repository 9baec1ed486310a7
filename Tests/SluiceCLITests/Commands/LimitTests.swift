import Foundation
import TestSupport
import Testing

@Suite("--limit")
struct LimitTests {
    @Test("stops after so many records of a file or a pipe that stays open, and says where")
    func stops() throws {
        let directory = try TemporaryDirectory()
        let script = """
            cd '\(directory.path(""))'
            sluice generate --records 5000 --style ndjson > items.ndjson
            mkfifo pipe
            exec 3<> pipe
            head -n 40 items.ndjson >&3
            timeout 30 "$SLUICE_BINARY" ingest - --schema items --limit 10 -o piped < pipe; echo "piped $?"
            exec 3>&-
            sluice ingest items.ndjson --schema items --limit 10 -o filed --report json > report.json; echo "filed $?"
            cmp piped/part-*.ndjson filed/part-*.ndjson && wc -l < filed/part-*.ndjson
            head -n 10 items.ndjson | head -c -1 | wc -c
            """
        let outcome = try SluiceBinary.shell(script)
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.contains("piped 0"), "\(outcome.errors)")
        #expect(lines.contains("filed 0"))
        #expect(lines.contains("10"))
        #expect(outcome.text.contains("records    10 seen, 10 written, 0 rejected"))
        #expect(outcome.text.contains(" (sequence), up to the limit, in "))
        let stop = try #require(lines.last)
        let report = try String(contentsOfFile: directory.path("report.json"), encoding: .utf8)
        #expect(report.contains(#""stopped_at":\#(stop),"records_seen":10,"#))
        let manifest = try String(contentsOfFile: directory.path("filed/_manifest.json"), encoding: .utf8)
        #expect(manifest.contains(#""limit":10,"#))
        #expect(manifest.contains(#""stopped_at":\#(stop),"#))
    }

    @Test("reads no more of a large file than it needs")
    func largeFile() throws {
        let directory = try TemporaryDirectory()
        let script = """
            cd '\(directory.path(""))'
            sluice generate --records 100 > items.json
            truncate -s 1T items.json
            time sluice validate items.json --schema items --limit 10 -q --report json
            """
        let outcome = try SluiceBinary.shell(script)
        #expect(outcome.text.contains(#""records_seen":10,"#), "\(outcome.errors)")
    }

    @Test("validate and schema infer have it too; zero is a usage error")
    func commands() throws {
        let text = Data("{\"a\":1}\n{\"a\":2}\n{\"a\":\"x\"}\n{".utf8)
        let validated = try SluiceBinary.run(["validate", "-", "--limit", "3", "--report", "json"], input: text)
        #expect(validated.status == 0)
        #expect(validated.text.contains(#""records_seen":3,"#))
        let inferred = try SluiceBinary.run(["schema", "infer", "-", "--limit", "2", "--report", "json"], input: text)
        #expect(inferred.status == 0)
        #expect(inferred.text.contains(#""a":{"type":"integer""#))
        let environment = ["SLUICE_LIMIT": "1"]
        let variable = try SluiceBinary.run(
            ["validate", "-", "--report", "json"],
            environment: environment,
            input: text
        )
        #expect(variable.text.contains(#""records_seen":1,"#))
        for command in [["validate", "-"], ["schema", "infer", "-"], ["ingest", "-", "-o", "none"]] {
            let outcome = try SluiceBinary.run(command + ["--limit", "0"])
            #expect(outcome.status == 2)
            #expect(
                outcome.errors.hasPrefix("error: invalid value '0' for --limit: expected a whole number, at least 1")
            )
        }
    }
}
