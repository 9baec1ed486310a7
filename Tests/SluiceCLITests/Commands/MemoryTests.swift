import Foundation
import Sluice
import TestSupport
import Testing

/// The bounds that Architecture and Command Line state.
@Suite("the memory of a run", .serialized)
struct MemoryTests {
    private static func peak(_ arguments: [String]) throws -> Int {
        let outcome = try SluiceBinary.run(arguments + ["--report", "json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        return try #require(report["peak_memory_bytes"] as? Int)
    }

    @Test("is three times the longest record beside that of a run with short ones", arguments: ["file", "pipe"])
    func longRecords(source: String) throws {
        let directory = try TemporaryDirectory()
        let length = 63 << 20
        let record = #"{"a":"\#(String(repeating: "x", count: length - 8))"}"# + "\n"
        let input = try directory.write(record.utf8.map(\.self) + record.utf8, to: "long.ndjson")
        let words = ["-o", directory.path("out"), "-q"]
        let bound = 3 * length + (64 << 20)
        if source == "file" {
            #expect(try Self.peak(["ingest", input] + words) < bound)
        } else {
            let line = "cat '\(input)' | sluice ingest - -o '\(directory.path("out"))' -q --report json"
            let outcome = try SluiceBinary.shell(line)
            let report = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
            #expect(try #require(report["peak_memory_bytes"] as? Int) < bound)
        }
    }

    @Test("does not grow with workers for which there are no processors")
    func jobs() throws {
        let directory = try TemporaryDirectory()
        let line = #"{"id":1,"name":"\#(String(repeating: "x", count: 200))"}"# + "\n"
        let input = try directory.write(String(repeating: line, count: 400_000), to: "short.ndjson")
        let words = ["ingest", input, "-o", directory.path("out"), "--overwrite"]
        let bound = (ProcessInformation.processorCount + 12) * (4 << 20)
        #expect(try Self.peak(words + ["-j", "64"]) < bound)
    }

    @Test("does not depend on how many errors bad records have", arguments: ["ndjson", "csv", "parquet"])
    func errors(format: String) throws {
        let directory = try TemporaryDirectory()
        let schema = #"{"properties":{"a":{"type":"array","items":{"type":"integer"}}}}"#
        let record = #"{"a":[\#(Array(repeating: "true", count: 500).joined(separator: ","))]}"# + "\n"
        let input = try directory.write(String(repeating: record, count: 400), to: "bad.ndjson")
        var words = [
            "ingest", input, "-o", directory.path("out"), "--schema", try directory.write(schema, to: "s.json"),
        ]
        words += ["--on-error", "quarantine", "--allow-empty", "--format", format, "-j", "2"]
        // All 200,000 errors at once would take more than that.
        #expect(try Self.peak(words) < 48 << 20)
    }
}
