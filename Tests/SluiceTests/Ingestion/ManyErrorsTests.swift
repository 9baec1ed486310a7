import TestSupport
import Testing

@testable import Sluice

@Suite("Records with hundreds of errors")
struct ManyErrorsTests {
    /// Bad records of one kind, and good ones between them.
    struct Input: Sendable, CustomTestStringConvertible {
        static let errors = 100
        static let records = 200

        let testDescription: String
        let schema: String?
        let format: OutputFormat
        let text: [UInt8]

        init(_ name: String, schema: String?, format: OutputFormat = .ndjson, good: String, bad: String) {
            testDescription = name
            self.schema = schema
            self.format = format
            let records = (0..<Self.records).map { $0 % 4 == 3 ? good : bad }
            text = Array(records.map { $0 + "\n" }.joined().utf8)
        }

        static var badRecords: Int { records * 3 / 4 }

        static let all = [
            Input(
                "missing fields",
                schema: """
                    {"properties":{"name":{"type":"string","x-clean":["trim"]}},
                     "required":["name",\(list { "\"f\($0)\"" })]}
                    """,
                good: #"{"name":" a ",\#(list { "\"f\($0)\":0" })}"#,
                bad: #"{"name":" a "}"#
            ),
            Input(
                "bad items",
                schema: #"{"properties":{"a":{"items":{"type":"integer"}},"n":{"type":"integer"}}}"#,
                good: #"{"a":[1],"n":1.0}"#,
                bad: #"{"n":1.0,"a":[\#(list { _ in "true" })]}"#
            ),
            Input(
                "items that do not fit a column",
                schema: #"{"properties":{"a":{"type":"array","items":{"type":"integer"}}}}"#,
                format: .parquet,
                good: #"{"a":[1]}"#,
                bad: #"{"a":[\#(list { _ in "99999999999999999999" })]}"#
            ),
            Input(
                "keys that occur twice",
                schema: nil,
                good: #"{"k":0}"#,
                bad: #"{"k":0,\#(list { _ in "\"k\":0" })}"#
            ),
        ]

        private static func list(_ element: (Int) -> String) -> String {
            (0..<errors).map(element).joined(separator: ",")
        }
    }

    @Test("are all reported, with all errors, however many are found at once", arguments: Input.all)
    func all(input: Input) async throws {
        var outcomes: [IngestionTrial.Outcome] = []
        // A small chunk never has too many errors.
        for chunkSize in [1_000, 1 << 20] {
            let schema = try input.schema.map { json throws(SchemaError) in try Schema(json: json, name: "schema") }
            let trial = try await IngestionTrial(input.text, schema: schema, quarantine: true) { options in
                options.chunkSize = chunkSize
                options.format = input.format
            }
            #expect(trial.report?.recordsRejected == Input.badRecords)
            #expect(trial.report?.recordsWritten == Input.records - Input.badRecords)
            #expect(trial.report?.errors.reduce(0) { $0 + $1.count } == Input.badRecords * Input.errors)
            #expect(trial.diagnostics.count == Input.badRecords * Input.errors)
            #expect(try trial.rejects.count == Input.badRecords)
            outcomes.append(trial.outcome)
        }
        #expect(outcomes[0].errors == outcomes[1].errors && outcomes[0].cleaning == outcomes[1].cleaning)
        #expect(outcomes[0].diagnostics == outcomes[1].diagnostics)
        if input.format == .ndjson { #expect(outcomes[0] == outcomes[1]) }
    }

    @Test("are passed on before there are more than 8,192 of them", arguments: Input.all)
    func held(input: Input) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(input.text, to: "input.ndjson")
        var opened = try OpenedInput(.file(path), chunkSize: 1 << 20, cancellation: Cancellation())
        let (head, chunk) = (opened.facts.head, try #require(try opened.chunks.next()))
        let schema = try input.schema.map { json throws(SchemaError) in try Schema(json: json, name: "schema") }
        var options = IngestionOptions()
        options.format = input.format
        options.errorPolicy = .quarantine(limit: nil)
        let plan = try OutputPlan(.directory(directory.path("out")), schema, options)
        let worker = ChunkWorker(plan: RunPlan(schema?.compiled, options, plan))
        worker.begin(0, head)
        var result = ChunkResult()
        result.seam = head.firstSeam
        var (pauses, violations) = (0, 0)
        repeat {
            worker.process(chunk.bytes, from: result.seam, isLast: true, rowLimit: result.rowLimit, into: &result)
            #expect(result.rejections.reduce(0) { $0 + $1.violations.count } < 2 * RecordBatch.maximumHeldViolations)
            pauses += result.isPaused ? 1 : 0
            violations += result.rejections.reduce(0) { $0 + $1.violations.count }
        } while result.isPaused
        #expect(pauses >= 1)
        #expect(violations == Input.badRecords * Input.errors)
    }
}
