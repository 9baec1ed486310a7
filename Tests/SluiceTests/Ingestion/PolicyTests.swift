import TestSupport
import Testing

@testable import Sluice

@Suite("What a run does with bad records and unknown fields")
struct PolicyTests {
    /// Ten records, of which the third, the sixth and the ninth are bad.
    private static let tenWithThreeBad = Array(
        (0..<10).map { $0 % 3 == 2 ? "{\"id\":}\n" : "{\"id\":\($0)}\n" }.joined().utf8
    )

    @Test("a limit in records is reached, not passed", arguments: [0, 1, 2, 3, 4])
    func countLimit(limit: Int) async throws {
        let trial = try await IngestionTrial(Self.tenWithThreeBad) { options in
            options.errorPolicy = .quarantine(limit: .count(limit))
            options.chunkSize = 8
        }
        #expect(trial.error?.kind == (limit < 3 ? .data : nil))
        #expect(trial.isPublished == (limit >= 3))
        #expect(trial.files.isEmpty == (limit < 3))
        if limit < 3 { #expect(trial.error?.report.recordsRejected == limit + 1) }
    }

    @Test("a limit in percent is one of all records", arguments: [0, 10, 29.9, 30, 100])
    func percentageLimit(limit: Double) async throws {
        let trial = try await IngestionTrial(Self.tenWithThreeBad) { options in
            options.errorPolicy = .quarantine(limit: .percentage(limit))
        }
        #expect(trial.error?.kind == (limit < 30 ? .data : nil))
        #expect(trial.files.isEmpty == (limit < 30))
        #expect((trial.report ?? trial.error?.report)?.recordsSeen == 10)
    }

    @Test("limits that are not reached change nothing")
    func noBadRecords() async throws {
        for limit in [nil, .count(0), .percentage(0)] as [IngestionOptions.RejectLimit?] {
            let trial = try await IngestionTrial(Array("{}\n".utf8)) { $0.errorPolicy = .quarantine(limit: limit) }
            #expect(trial.text == "{}\n")
            #expect(trial.files["_rejects/part-00000.ndjson"] == nil)
        }
    }

    @Test(
        "unknown fields are kept, left out or refused",
        arguments: [
            (UnknownFieldPolicy.keep, #"{"x":{"y":[1,2]},"a":1,"é":"z"}"# + "\n", 0),
            (.drop, #"{"a":1}"# + "\n", 0), (.reject, "", 1),
        ]
    )
    func unknownFields(policy: UnknownFieldPolicy, text: String, rejected: Int) async throws {
        let schema = try Schema(json: #"{"properties":{"a":{"type":"integer"}}}"#, name: "test")
        let input = Array("[{\"x\": {\"y\": [1, 2]}, \"a\": 1, \"é\": \"z\"}]".utf8)
        let trial = try await IngestionTrial(input, schema: schema, quarantine: true) {
            $0.unknownFields = policy
            $0.allowsEmpty = true
        }
        #expect(trial.text == text)
        #expect(trial.report?.recordsRejected == rejected)
        let dropped = trial.report?.cleaning.first { $0.rule == "drop" }?.count
        #expect(dropped == (policy == .drop ? 2 : nil))
    }

    @Test("defaults are added behind the record's own fields, and counted")
    func defaults() async throws {
        let schema = try Schema(
            json: """
                {"properties":{"a":{"type":"integer","x-clean":[{"default":7}]},
                "b":{"type":"string","x-clean":["trim",{"default":"é"}]}},"required":["a","b"]}
                """,
            name: "test"
        )
        let input = Array("[{\"c\":1},{\"b\":null,\"a\":2},{\"b\":\" x \",\"a\":null},{\"b\":\"\",\"a\":1}]".utf8)
        for chunkSize in [1, 1 << 20] {
            let trial = try await IngestionTrial(input, schema: schema) { $0.chunkSize = chunkSize }
            #expect(
                trial.text == """
                    {"c":1,"a":7,"b":"é"}
                    {"b":"é","a":2}
                    {"b":"x","a":7}
                    {"b":"","a":1}

                    """
            )
            let counts = trial.report?.cleaning.map { "\($0.field) \($0.rule) \($0.count)" }
            #expect(counts?.sorted() == ["/a default 2", "/b default 2", "/b trim 1"])
        }
    }

    @Test("options that no run can have are refused before anything is touched")
    func badOptions() async throws {
        let changes: [@Sendable (inout IngestionOptions) -> Void] = [
            { $0.jobs = 0 }, { $0.chunkSize = 0 }, { $0.chunkSize = 1 << 30 }, { $0.maximumRecordSize = 0 },
            { $0.maximumRecordSize = 2 << 30 }, { $0.maximumDepth = 0 }, { $0.partSize = 0 },
            { $0.partSize = 4_095 },
        ]
        for change in changes {
            let trial = try await IngestionTrial(Array("{}".utf8), change)
            #expect(trial.error?.kind == .usage)
            #expect(try trial.directory.files(below: ".").keys.sorted() == ["input.json"])
        }
    }
}
