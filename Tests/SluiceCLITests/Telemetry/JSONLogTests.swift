import Foundation
import TestSupport
import Testing

@Suite("JSON logs")
struct JSONLogTests {
    private func log(_ environment: [String: String], _ arguments: [String]) throws -> [[String: Any]] {
        let outcome = try SluiceBinary.run(arguments + ["--log-format", "json"], environment: environment)
        return try outcome.errorLines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    @Test("have the attributes that Datadog knows")
    func attributes() throws {
        let environment = [
            "DD_SERVICE": "loader", "DD_ENV": "prod", "DD_VERSION": "1.2", "DD_TAGS": "team:data\ttier:1",
            "DD_TRACE_ID": "6602a1b200000000f3c1a2b3c4d5e6f7", "DD_SPAN_ID": "17592186044416",
        ]
        let arguments = ["validate", "no-such-file.json", "--statsd", "udp://127.0.0.1:1"]
        let lines = try log(environment, arguments)
        for line in lines {
            let time = try #require(line["timestamp"] as? String)
            #expect(time.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/))
            #expect(line["service"] as? String == "loader")
            #expect(line["ddsource"] as? String == "sluice")
            #expect(line["ddtags"] as? String == "team:data,tier:1,env:prod,version:1.2")
            #expect(line["dd.trace_id"] as? String == "6602a1b200000000f3c1a2b3c4d5e6f7")
            #expect(line["dd.span_id"] as? String == "17592186044416")
        }
        #expect(lines.map { $0["status"] as? String } == ["info", "error"])
        #expect((lines.first?["message"] as? String)?.hasPrefix("metrics: 0 datagrams sent, ") == true)
        let last = try #require(lines.last)
        #expect(last["error.kind"] as? String == "input")
        #expect(last["error.message"] as? String == last["message"] as? String)
        #expect((last["duration"] as? Int).map { $0 > 0 } == true)
    }

    @Test("leave out what the environment does not say, or says wrongly")
    func defaults() throws {
        for environment in [[:], ["DD_SERVICE": "", "DD_TAGS": " , ", "DD_TRACE_ID": "x\"y", "DD_SPAN_ID": ""]] {
            let line = try #require(try log(environment, ["validate", "no-such-file.json"]).last)
            let names = [
                "timestamp", "status", "message", "service", "ddsource", "duration", "error.kind", "error.message",
            ]
            #expect(Set(line.keys) == Set(names))
            #expect(line["service"] as? String == "sluice")
        }
    }

    @Test("say where an error in the input is, and warn of one that is tolerated", arguments: ["quarantine", "fail"])
    func diagnostics(policy: String) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("[{\"id\":1},\n {\"id\":\"x\"},\n {\"id\":2,}]", to: "in.json")
        let schema = try directory.write(#"{"properties":{"id":{"type":"integer"}}}"#, to: "schema.json")
        let arguments = ["ingest", input, "-o", directory.path("out"), "--schema", schema, "--on-error", policy]
        // Nothing listens there, and nothing is recorded; the log names the pipeline all the same.
        let database = ["--pipeline-id", "7", "--database", "postgresql://127.0.0.1:1/x", "--database-required", "no"]
        let lines = try log([:], arguments + database)
        #expect(lines.allSatisfy { $0["pipeline_id"] as? Int == 7 })
        #expect(lines.first?["status"] as? String == "warn")
        let diagnostics = lines.filter { $0["code"] != nil }
        let status = policy == "fail" ? "error" : "warn"
        #expect(diagnostics.map { $0["status"] as? String } == (policy == "fail" ? [status] : [status, status]))
        let first = try #require(diagnostics.first)
        #expect(first["file"] as? String == input && first["field"] as? String == "/id")
        #expect(first["line"] as? Int == 2 && first["column"] as? Int == 8)
        #expect(first["code"] as? String == "type" && first["error.kind"] as? String == "type")
        #expect(lines.last?["status"] as? String == (policy == "fail" ? "error" : "info"))
    }

    @Test(
        "say where an input turns out not to be JSON, which is no tolerated reject",
        arguments: ["quarantine", "fail"]
    )
    func noDocument(policy: String) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("\n id,name\n", to: "in.json")
        let lines = try log([:], ["validate", input, "--on-error", policy])
        let diagnostic = try #require(lines.first { $0["code"] != nil })
        #expect(diagnostic["code"] as? String == "syntax" && diagnostic["status"] as? String == "error")
        #expect(diagnostic["line"] as? Int == 2 && diagnostic["column"] as? Int == 2)
        let reason = "\(input) is not JSON: \(input):2:2: expected an object or an array, found 'i'"
        #expect(lines.last?["error.message"] as? String == reason)
    }

    @Test("report an input that breaks off as an error under any policy")
    func truncated() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("[{\"id\":1},\n {\"id\":", to: "in.json")
        let lines = try log([:], ["validate", input, "--on-error", "quarantine"])
        let diagnostic = try #require(lines.first { $0["code"] != nil })
        #expect(diagnostic["code"] as? String == "truncated" && diagnostic["status"] as? String == "error")
    }

    @Test(
        "call a failure what the metrics call it",
        arguments: ["no-such-file.json", "FIXTURE --schema items", "FIXTURE --schema no-such-schema.json"]
    )
    func names(words: String) throws {
        let path = "'\(PackageFiles.fixture("items-with-errors.json").path)'"
        let line = "sluice validate \(words.replacing("FIXTURE", with: path)) --statsd $ADDRESS --log-format json"
        let outcome = try StatsdReceiver.run(.udp, line)
        let error = try #require(outcome.text.split(separator: "\n").last { $0.hasPrefix("pipeline.errors ") })
        let last = try #require(outcome.errorLines.last)
        let log = try #require(JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
        let kind = try #require(log["error.kind"] as? String)
        #expect(error.hasSuffix(" error_type:\(kind)"), "\(error)")
    }
}
