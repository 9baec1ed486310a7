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
}
