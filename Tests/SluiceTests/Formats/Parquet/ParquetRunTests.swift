import TestSupport
import Testing

@testable import Sluice

@Suite("Runs that write Parquet")
struct ParquetRunTests {
    private func trial(
        _ input: String,
        schema: String,
        quarantine: Bool = false,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        try await IngestionTrial(Array(input.utf8), schema: Schema(text: schema), quarantine: quarantine) {
            $0.format = .parquet
            configure(&$0)
        }
    }

    private static func schema(_ field: String) -> String { #"{"properties":{"v":\#(field)}}"# }

    @Test(
        "a value that its column cannot hold is a bad record, never a null",
        arguments: [
            (#"{"type":"integer"}"#, "9223372036854775808", "type"),
            (#"{"type":"integer"}"#, "-1e19", "type"),
            (#"{"type":"number"}"#, "1e400", "type"),
            (#"{"type":"string","format":"date"}"#, #""2023-02-29""#, "format"),
            (#"{"type":"string","format":"date-time"}"#, #""2016-12-31T23:59:60Z""#, "format"),
            (#"{"type":"string","x-format":"local-date-time"}"#, #""2016-12-31T23:59:00.1234567""#, "x-format"),
            (#"{"type":"string","format":"date"}"#, #""0000-12-31""#, "format"),
            (#"{"type":"string","format":"date-time"}"#, #""0001-01-01T00:00:00+00:01""#, "format"),
            (#"{"type":"string","format":"date-time"}"#, #""9999-12-31T23:59:59-00:01""#, "format"),
            (#"{"type":"string","x-format":"local-date-time"}"#, #""0000-06-01T00:00:00""#, "x-format"),
            (#"{"type":"number","x-parquet":"decimal(4,2)"}"#, "100", "x-parquet"),
            (#"{"type":"array","items":{"type":"string","format":"date"}}"#, #"["2024-01-01","x"]"#, "format"),
        ]
    )
    func badValue(field: String, value: String, code: String) async throws {
        let input = "{}\n" + #"{"v":\#(value)}"# + "\n{}\n"
        let trial = try await trial(input, schema: Self.schema(field), quarantine: true)
        let rejects = try trial.rejects
        #expect(rejects.map { $0.errors.map(\.code) } == [[code]])
        #expect(rejects.first?.errors.first?.instanceLocation == (value.hasPrefix("[") ? "/v/1" : "/v"))
        #expect(trial.report?.recordsWritten == 2)
    }

    @Test("all violations of a record are reported, whether found by checks or by columns")
    func allViolations() async throws {
        let schema = #"""
            {"properties":{"a":{"type":"integer"},"b":{"type":"string","format":"date"},"c":{"type":"integer","maximum":5},
            "d":{"type":"array","items":{"type":"integer"}}}}
            """#
        let input = #"""
            {"a":1,"b":"2024-01-01","c":1,"d":[1]}
            {"a":1e30,"b":"no","c":9,"d":[1,"x",1e30]}
            {"a":1.5,"b":7,"c":1.5,"d":{}}
            """#
        let trial = try await trial(input, schema: schema, quarantine: true)
        let found = trial.diagnostics.map { "\($0.position.record ?? -1) \($0.pointer) \($0.code)" }.sorted()
        #expect(
            found == [
                "1 /a type", "1 /b format", "1 /c maximum", "1 /d/1 type", "1 /d/2 type", "2 /a type", "2 /b type",
                "2 /c type", "2 /d type",
            ]
        )
    }

    @Test("a run that fails on a value publishes nothing")
    func failure() async throws {
        let trial = try await trial(#"{"v":1e30}"#, schema: Self.schema(#"{"type":"integer"}"#))
        #expect(trial.error?.kind == .data)
        #expect(trial.files.isEmpty)
    }

    @Test(
        "a time without an offset is refused in a column of times with one, and the message says how the schema allows it",
        arguments: [
            (#"{"type":"string","format":"date-time"}"#, #""2024-03-05T12:34:56""#, true),
            (#"{"type":"string","format":"date-time"}"#, #""2024-03-05T25:00:00""#, false),
            (#"{"type":"string","format":"date-time"}"#, #""2024-03-05T12:34:56\u002e5""#, true),
            (#"{"type":"string","format":"date-time"}"#, #""2024-03-05""#, false),
            (#"{"type":"string","x-format":"local-date-time"}"#, #""2024-03-05T12:34:56Z""#, false),
            (#"{"type":"array","items":{"type":"string","format":"date-time"}}"#, #"["2024-03-05T12:34:56"]"#, true),
            (
                #"{"type":"object","additionalProperties":{"type":"string","format":"date-time"}}"#,
                #"{"a":"2024-03-05T12:34:56"}"#, true
            ),
        ]
    )
    func localTimes(schema: String, value: String, isAdvised: Bool) async throws {
        let trial = try await trial("{\"v\":\(value)}", schema: Self.schema(schema), quarantine: true) {
            $0.allowsEmpty = true
        }
        try #require(trial.diagnostics.count == 1)
        let message = trial.diagnostics[0].message
        #expect(message.hasPrefix("expected a date and time with"))
        #expect(
            message.hasSuffix(#"; where times have no offset, the schema says "x-format": "local-date-time""#)
                == isAdvised
        )
    }

    @Test("without a schema, or with one that has no columns, nothing is read")
    func refusals() async throws {
        let input = Array("not JSON".utf8)
        let bare = try await IngestionTrial(input) { $0.format = .parquet }
        #expect(bare.error?.kind == .usage)
        let names = try await IngestionTrial(input, schema: Schema(text: #"{"properties":{"a":{},"A":{}}}"#)) {
            $0.format = .parquet
        }
        #expect(names.error?.kind == .usage)
        let codec = try await IngestionTrial(input) { $0.compression = .zstd }
        #expect(codec.error?.kind == .usage)
        let large = try await IngestionTrial(input, schema: .items) {
            $0.format = .parquet
            $0.maximumRecordSize = 1 << 30
        }
        #expect(large.error?.kind == .usage)
    }

    @Test("an input without records produces one part with columns and no rows")
    func noRecords() async throws {
        let trial = try await trial("[]", schema: Self.schema(#"{"type":"integer"}"#)) {
            $0.compression = .uncompressed
        }
        let part = try #require(trial.parts.first)
        // The magic, the footer, its length, the magic.
        let name = Array("Sluice version 1 (build 0)".utf8)
        let key = Array("org.apache.spark.version".utf8)
        let footer: [UInt8] =
            [0x15, 0x02, 0x19, 0x3C]
            + [0x48, 0x06] + Array("schema".utf8) + [0x15, 0x04, 0x00]
            + [0x15, 0x04, 0x25, 0x02, 0x18, 0x01] + Array("v".utf8) + [0x00]
            + [0x15, 0x0C, 0x25, 0x02, 0x18, 0x06] + Array("_extra".utf8) + [0x25, 0x00, 0x4C, 0x1C, 0x00, 0x00, 0x00]
            + [0x16, 0x00, 0x19, 0x0C]
            + [0x19, 0x1C, 0x18, UInt8(key.count)] + key + [0x18, 0x05] + Array("3.5.0".utf8) + [0x00]
            + [0x18, UInt8(name.count)] + name
            + [0x19, 0x2C, 0x1C, 0x00, 0x00, 0x1C, 0x00, 0x00, 0x00]
        #expect(part == FileMetadata.magic + footer + [UInt8(footer.count), 0, 0, 0] + FileMetadata.magic)
        #expect(trial.isPublished)
    }

    @Test("the layout of a small file, byte by byte")
    func layout() async throws {
        let trial = try await trial(
            #"{"v":7}"# + "\n{}\n" + #"{"v":9}"# + "\n",
            schema: Self.schema(#"{"type":"integer"}"#)
        ) {
            $0.compression = .uncompressed
            $0.unknownFields = .drop
        }
        let part = try #require(trial.parts.first)
        let levels: [UInt8] = [2, 0, 0, 0, 0x03, 0b101]
        let values: [UInt8] = [0x80, 0x01, 0x04, 0x02, 0x0E, 0x04, 0, 0, 0, 0]
        let size = UInt8(levels.count + values.count) * 2
        // A data page: its size, three entries, differences, and levels as runs.
        let header: [UInt8] = [
            0x15, 0, 0x15, size, 0x15, size, 0x2C, 0x15, 0x06, 0x15, 0x0A, 0x15, 0x06, 0x15, 0x06, 0, 0,
        ]
        #expect(part.starts(with: FileMetadata.magic + header + levels + values))
    }

    @Test("fields that the schema does not name go to one column, are dropped, or make the record bad")
    func unknownFields() async throws {
        let input = #"{"v":{"x":1,"u":[ 2 ]},"n":3,"\/s":4}"#
        let schema = Self.schema(#"{"type":"object","properties":{"x":{"type":"integer"}}}"#)
        let kept = try await trial(input, schema: schema) { $0.compression = .uncompressed }
        let bytes = try #require(kept.parts.first)
        let extra = Array(#"{"n":3,"/~1s":4,"/v/u":[2]}"#.utf8)
        #expect(bytes.firstRange(of: [UInt8(extra.count), 0, 0, 0] + extra) != nil)

        let dropped = try await trial(input, schema: schema) { $0.unknownFields = .drop }
        #expect(dropped.report?.cleaning.map { "\($0.rule) \($0.count)" } == ["drop 3"])

        let rejected = try await trial(input, schema: schema, quarantine: true) {
            $0.unknownFields = .reject
            $0.allowsEmpty = true
        }
        let found = try rejected.rejects.flatMap { $0.errors.map(\.instanceLocation) }
        #expect(found == ["/v/u", "/n", "/~1s"])
    }
}
