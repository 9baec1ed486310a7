import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("ingest and validate, end to end")
struct IngestTests {
    private func generated(_ count: Int, _ style: SyntheticRecords.Style, invalid: Double = 0) -> Data {
        var records = SyntheticRecords(count: count, style: style, invalidPercentage: invalid)
        var buffer: [UInt8] = []
        var data = Data()
        while records.fill(&buffer, upTo: 1 << 16) { data += buffer }
        return data
    }

    @Test("a good document is published as lines", arguments: SyntheticRecords.Style.allCases)
    func publish(style: SyntheticRecords.Style) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(generated(1_000, style), to: "items.json")
        let outcome = try SluiceBinary.run(["ingest", input, "-o", directory.path("out"), "--schema", "items"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.hasPrefix("completed"))
        #expect(outcome.errors.isEmpty)
        let part = try Data(contentsOf: URL(filePath: directory.part()))
        #expect(part == generated(1_000, .ndjson))
        #expect(try directory.entries().contains("out/_SUCCESS"))
    }

    @Test("bad records are set aside, each with the code that was planted", arguments: SyntheticRecords.Style.allCases)
    func quarantine(style: SyntheticRecords.Style) throws {
        let directory = try TemporaryDirectory()
        let records = SyntheticRecords(count: 1_000, style: style, invalidPercentage: 10)
        let input = try directory.write(generated(1_000, style, invalid: 10), to: "items.json")
        let arguments = ["ingest", input, "-o", directory.path("out"), "--schema=items", "--on-error=quarantine"]
        let outcome = try SluiceBinary.run(arguments + ["--report", "json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect(report["records_seen"] as? Int == 1_000)
        #expect(report["records_written"] as? Int == 900)
        #expect(report["records_rejected"] as? Int == 100)
        let rejects = try String(contentsOfFile: directory.path("out/_rejects/part-00000.ndjson"), encoding: .utf8)
        let lines = rejects.split(separator: "\n")
        #expect(lines.count == 100)
        for line in lines {
            let reject = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let record = try #require(reject["record"] as? Int)
            let fault = try #require(records.fault(of: record))
            let errors = try #require(reject["errors"] as? [[String: Any]])
            #expect(errors.contains { $0["code"] as? String == fault.code.rawValue }, "\(fault): \(errors)")
        }
        #expect(outcome.errorLines.count { $0.hasPrefix("error: ") } == 20)
        #expect(outcome.errorLines.last?.contains("_rejects/ has them all") == true)
    }

    @Test(
        "lines of CSV end as the option or the environment says",
        arguments: [
            ([], [:], "\n"), ([], ["SLUICE_CSV_LINE_END": "crlf"], "\r\n"), (["--csv-line-end=crlf"], [:], "\r\n"),
        ]
    )
    func lineEnds(options: [String], environment: [String: String], end: String) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(generated(2, .compact), to: "items.json")
        let arguments = ["ingest", input, "-o", directory.path("out"), "--schema=items", "--format=csv"] + options
        let outcome = try SluiceBinary.run(arguments, environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let part = try String(contentsOfFile: directory.part(), encoding: .utf8)
        #expect(part.utf8.count { $0 == UInt8(ascii: "\n") } == 3)
        #expect(part.hasPrefix("id,name,category,value,quantity,is_active,created_at,_extra" + end))
    }

    @Test("the first bad record ends the run: a diagnostic, the report, and nothing published")
    func failure() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("[\n  {\"id\": 1},\n  {\"id\": nul}\n]", to: "items.json")
        let outcome = try SluiceBinary.run(["ingest", input, "-o", directory.path("out"), "--report", "json"])
        #expect(outcome.status == 3)
        let report = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect(report["status"] as? String == "failed")
        #expect(report["exit_code"] as? Int == 3)
        #expect(report["message"] is String)
        #expect(outcome.errors.hasPrefix("error: \(input):3:10: record 1, /id: "), "\(outcome.errors)")
        #expect(outcome.errorLines.last?.hasPrefix("error: ") == true)
        #expect(try !directory.entries().contains { $0.contains("part-") || $0.contains("_SUCCESS") })
    }

    @Test("validate writes nothing but the report, and reads standard input")
    func validate() throws {
        let outcome = try SluiceBinary.run(["validate", "-", "--report=json"], input: generated(10, .pretty))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        let inputs = try #require(report["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["name"] as? String } == ["-"])
        #expect(report["output"] is NSNull)
        #expect(report["records_seen"] as? Int == 10)
    }

    @Test("--quiet says nothing of a run that succeeds, and why one has failed")
    func quiet() throws {
        let good = try SluiceBinary.run(["validate", "-", "-q"], input: generated(10, .pretty))
        #expect(good.status == 0)
        #expect(good.output.isEmpty && good.errors.isEmpty)
        let bad = try SluiceBinary.run(["validate", "-", "-q"], input: Data("[{]".utf8))
        #expect(bad.status != 0)
        #expect(bad.output.isEmpty)
        #expect(
            bad.errors == """
                error: -:1:3: record 0: expected a key in quotes or '}', found ']'
                    1 | [{]
                      |   ^
                error: record 0 is invalid. Use --on-error quarantine to set invalid records aside.

                """
        )
    }

    @Test("a report that cannot be written is an error of the output")
    func reportToFullDevice() throws {
        let outcome = try SluiceBinary.shell("echo '[{}]' | sluice validate - > /dev/full")
        #expect(outcome.status == 5)
        #expect(outcome.errors == "error: cannot write to standard output: No space left on device\n")
    }

    @Test("a JSON log is one object a line")
    func jsonLog() throws {
        let environment = ["DD_SERVICE": "loader"]
        let arguments = ["validate", "-", "--log-format", "json"]
        let outcome = try SluiceBinary.run(arguments, environment: environment, input: Data("[{\"a\": nul}]".utf8))
        #expect(outcome.status == 3)
        let lines = try outcome.errorLines.map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(lines.count >= 3)
        for line in lines {
            #expect(line["service"] as? String == "loader")
            #expect(line["ddsource"] as? String == "sluice")
            #expect((line["timestamp"] as? String)?.hasSuffix("Z") == true)
        }
        #expect(lines.contains { $0["error.kind"] as? String == "syntax" })
        #expect(lines.last?["status"] as? String == "error")
        #expect(lines.last?["error.kind"] as? String == "data")
        #expect(lines.last?["duration"] is Int)
    }

    @Test("a schema that cannot be used is told in every form asked for")
    func missingSchema() throws {
        let arguments = ["validate", "-", "--schema", "no-such-schema.json", "--report=json", "--log-format=json"]
        let outcome = try SluiceBinary.run(arguments)
        #expect(outcome.status == 2)
        let report = try #require(JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect(report["exit_code"] as? Int == 2)
        let line = try #require(JSONSerialization.jsonObject(with: Data(outcome.errors.utf8)) as? [String: Any])
        #expect(line["error.kind"] as? String == "usage")
        #expect(line["error.message"] as? String == report["message"] as? String)
    }

    @Test("signals end a run in time", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func signals(number: Int32, status: Int32) throws {
        let process = Process()
        process.executableURL = SluiceBinary.url
        process.arguments = ["validate", "-"]
        // A pipe that never has anything to read.
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.environment = SluiceBinary.environment([:])
        try process.start()
        Thread.sleep(forTimeInterval: 0.5)
        let start = ContinuousClock.now
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == status)
        #expect(ContinuousClock.now - start < .seconds(5))
        try input.fileHandleForWriting.close()
    }
}
