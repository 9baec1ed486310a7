import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("Schema files beside the data")
struct SchemaFileTests {
    private func ddl(
        _ properties: String,
        required: String = "[]",
        _ configure: (inout IngestionOptions) -> Void
    ) async throws -> String {
        let schema = try Schema(text: #"{"properties":{\#(properties)},"required":\#(required)}"#)
        let trial = try await IngestionTrial(Array("[]".utf8), schema: schema) {
            $0.unknownFields = .drop
            configure(&$0)
        }
        try #require(trial.error == nil, "\(String(describing: trial.error))")
        return String(decoding: trial.files["_schema.ddl"] ?? [], as: UTF8.self)
    }

    @Test(
        "name the types that the columns of each format have",
        arguments: [
            (#"{"type":"integer"}"#, "BIGINT", "BIGINT", "BIGINT"),
            (#"{"type":"integer","minimum":0,"maximum":9}"#, "INT", "BIGINT", "BIGINT"),
            (#"{"type":["number","null"]}"#, "DOUBLE", "DOUBLE", "DOUBLE"),
            (#"{"type":"number","x-parquet":"decimal(10,2)"}"#, "DECIMAL(10,2)", "DOUBLE", "DOUBLE"),
            (#"{"type":"integer","x-parquet":"decimal(20,0)"}"#, "DECIMAL(20,0)", "DECIMAL(38,0)", "DECIMAL(38,0)"),
            (#"{"type":"integer","x-parquet":"decimal(18,0)"}"#, "DECIMAL(18,0)", "BIGINT", "BIGINT"),
            (#"{"type":"integer","x-parquet":"decimal(20,2)"}"#, "DECIMAL(20,2)", "BIGINT", "BIGINT"),
            (
                #"{"type":"array","items":{"type":["integer","null"],"x-parquet":"decimal(19,0)"}}"#,
                "ARRAY<DECIMAL(19,0)>", "ARRAY<DECIMAL(38,0)>", "STRING"
            ),
            (#"{"type":"boolean"}"#, "BOOLEAN", "BOOLEAN", "BOOLEAN"),
            (#"{"enum":["a","b"]}"#, "STRING", "STRING", "STRING"),
            (#"{"type":"string","format":"date"}"#, "DATE", "STRING", "STRING"),
            (#"{"type":"string","format":"date-time"}"#, "TIMESTAMP", "STRING", "STRING"),
            (#"{"type":"string","x-format":"local-date-time"}"#, "TIMESTAMP_NTZ", "STRING", "STRING"),
            ("true", "STRING", "STRING", "STRING"), (#"{"type":["integer","string"]}"#, "STRING", "STRING", "STRING"),
            (#"{"type":"object"}"#, "STRING", "STRING", "STRING"), (#"{"type":"array"}"#, "STRING", "STRING", "STRING"),
            (#"{"type":"array","items":{}}"#, "STRING", "STRING", "STRING"),
            (#"{"type":"array","items":true}"#, "STRING", "STRING", "STRING"),
            (#"{"type":"array","items":{"type":["integer","string"]}}"#, "ARRAY<STRING>", "ARRAY<STRING>", "STRING"),
            (
                #"{"type":"array","items":{"type":"array","items":{"type":"integer"}}}"#, "ARRAY<ARRAY<BIGINT>>",
                "ARRAY<ARRAY<BIGINT>>", "STRING"
            ),
            (
                #"{"type":"object","properties":{"a b":{"type":"integer"},"c":{"type":"string"}},"required":["c"]}"#,
                "STRUCT<`a b`: BIGINT, c: STRING NOT NULL>", "STRUCT<`a b`: BIGINT, c: STRING NOT NULL>", "STRING"
            ),
            (
                #"{"type":"array","items":{"type":"object","properties":{"x":{"type":"boolean"}}}}"#,
                "ARRAY<STRUCT<x: BOOLEAN>>", "ARRAY<STRUCT<x: BOOLEAN>>", "STRING"
            ),
        ]
    )
    func types(field: String, parquet: String, ndjson: String, csv: String) async throws {
        for (format, type) in [(OutputFormat.parquet, parquet), (.ndjson, ndjson), (.csv, csv)] {
            let properties = #""v":\#(field),"w":{}"#
            #expect(try await ddl(properties) { $0.format = format } == "v \(type), w STRING\n")
        }
    }

    @Test("say which columns have no nulls, and quote names that are not plain words", arguments: OutputFormat.allCases)
    func names(format: OutputFormat) async throws {
        let properties = #"""
            "id":{"type":"integer"},"n":{"type":["string","null"]},"a`b":{},"1st":{},"é":{},"order":{},"x.y":{},"_":{}
            """#
        let text = try await ddl(properties, required: #"["id","n","later"]"#) { $0.format = format }
        #expect(
            text == "id BIGINT NOT NULL, n STRING, `a``b` STRING, `1st` STRING, `é` STRING, `order` STRING,"
                + " `x.y` STRING, _ STRING, later STRING\n"
        )
        let kept = try await ddl(#""a":{}"#) {
            $0.format = format
            $0.unknownFields = .keep
        }
        #expect(kept == (format == .ndjson ? "a STRING\n" : "a STRING, _extra STRING\n"))
    }

    @Test("contain the schema as it was given, and are removed by a run without one", arguments: OutputFormat.allCases)
    func published(format: OutputFormat) async throws {
        let directory = try TemporaryDirectory()
        let text = "\u{FEFF} {\"properties\" : {\"a\":{\"type\":\"integer\"}}}\r\n"
        let input = Array("[{\"a\":1}]".utf8)
        let first = try await IngestionTrial(input, schema: Schema(text: text), in: directory) { $0.format = format }
        #expect(first.files["_schema.json"] == Array(text.utf8))
        let second = try await IngestionTrial(input, schema: .items, in: directory) {
            $0.format = format
            $0.existingOutput = .replace
        }
        #expect(second.error?.kind == .data)
        #expect(second.files == first.files)
        let third = try await IngestionTrial(input, in: directory) { $0.existingOutput = .replace }
        #expect(third.names == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"])
        let items = try await IngestionTrial(Array("[]".utf8), schema: .items, in: directory) {
            $0.existingOutput = .replace
        }
        #expect(items.files["_schema.json"] == Array(Schema.items.json.utf8))
    }

    @Test("the manifest has the range of each column of a Parquet part")
    func columns() async throws {
        let schema = try Schema(
            text: #"""
                {"properties":{"i":{"type":"integer"},"n":{"type":"number"},"s":{"type":"string"},"b":{"type":"boolean"},
                "d":{"type":"string","format":"date"},"t":{"type":"string","format":"date-time"},
                "l":{"type":"string","x-format":"local-date-time"},"m":{"type":"number","x-parquet":"decimal(9,2)"},
                "w":{"type":"number","x-parquet":"decimal(30,2)"},"z":{"type":"number"},
                "g":{"type":"object","properties":{"x":{"type":"integer"}},"additionalProperties":false},"e":{"type":"string"}},
                "additionalProperties":false}
                """#
        )
        let long = String(repeating: "z", count: 80)
        let input = #"""
            {"i":-5,"n":0,"s":"b","b":true,"d":"1969-12-31","t":"1969-12-31T23:59:59.5Z","m":-0.5,"w":-0.05,"z":0,"g":{"x":3}}
            {"i":9,"n":-1.5,"s":"\#(long)","b":true,"d":"2024-02-29","l":"0001-01-01T00:00:00","m":12.25,"w":12345678901234567890.5}
            {"i":7,"n":1e3,"s":"\u0022","w":-12345678901234567890,"z":0.0,"g":{}}
            """#
        let trial = try await IngestionTrial(Array(input.utf8), schema: schema) {
            $0.format = .parquet
            $0.rowGroupSize = 1
            $0.chunkSize = 60
        }
        try #require(trial.error == nil, "\(String(describing: trial.error))")
        let parts = try trial.manifestParts
        try #require(parts.count == 1)
        let whole = try #require(parts[0]["columns"] as? [[String: Any]])
        func text(_ value: Any?) -> String { value.map { "\($0)" } ?? "-" }
        let found = whole.map { "\(text($0["name"])) \(text($0["nulls"])) \(text($0["min"])) \(text($0["max"]))" }
        #expect(
            found.filter { column in !["s ", "b ", "w ", "z "].contains { column.hasPrefix($0) } } == [
                "i 0 -5 9", "n 0 -1.5 1000.0", "d 1 1969-12-31 2024-02-29",
                "t 2 1969-12-31T23:59:59.500000Z 1969-12-31T23:59:59.500000Z",
                "l 2 0001-01-01T00:00:00.000000 0001-01-01T00:00:00.000000", "m 1 -0.5 12.25", "g.x 2 3 3", "e 3 - -",
            ]
        )
        let strings = try #require(whole.first { text($0["name"]) == "s" })
        #expect(text(strings["min"]) == "\"")
        #expect(strings["min_is_exact"] == nil)
        #expect(strings["max_is_exact"] as? Bool == false)
        #expect(text(strings["max"]) == String(repeating: "z", count: 63) + "{")
        // These are more exact than Foundation reads them.
        let columns = JSONNode(trial.files[PartName.manifest] ?? [])?["parts"]?.elements?.first?["columns"]?.elements
        let bounds = ["w", "z"].map { name in
            let column = columns?.first { $0["name"]?.string == name }
            return [column?["min"]?.source, column?["max"]?.source]
        }
        #expect(bounds == [["-12345678901234567890.00", "12345678901234567890.50"], ["-0.0", "0.0"]])
    }
}

extension IngestionTrial {
    fileprivate var manifestParts: [[String: Any]] {
        get throws {
            let manifest = try JSONSerialization.jsonObject(with: Data(files[PartName.manifest] ?? []))
            return (manifest as? [String: Any])?["parts"] as? [[String: Any]] ?? []
        }
    }
}
