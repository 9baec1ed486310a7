import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("Inferred schemas")
struct SchemaInferenceTests {
    private func infer(_ text: String, chunkSize: Int = 1 << 20) throws -> InferredSchema {
        let directory = try TemporaryDirectory()
        var inference = SchemaInference(input: .file(try directory.write(Array(text.utf8), to: "in.json")))
        inference.chunkSize = chunkSize
        return try withExtendedLifetime(directory) { try inference.run() }
    }

    /// The schema of the field `v` in records with these values, without its evidence.
    private func field(_ values: [String]) throws -> String {
        let schema = try infer(values.map { $0.isEmpty ? "{}" : #"{"v":\#($0)}"# }.joined(separator: "\n"))
        // The evidence may hold numbers that Foundation cannot represent.
        let json = schema.json().replacing("1e400", with: "1").replacing("1e999", with: "1")
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let field = (object?["properties"] as? [String: Any])?["v"] as? [String: Any]
        let required = object?["required"] as? [String] ?? []
        let data = try JSONSerialization.data(withJSONObject: Self.bare(field ?? [:]), options: [.sortedKeys])
        return String(decoding: data, as: UTF8.self) + (required.isEmpty ? "" : " required")
    }

    private static func bare(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(bare) }
        guard let object = value as? [String: Any] else { return value }
        return object.filter { $0.key != "x-evidence" }.mapValues(bare)
    }

    static let cases: [([String], String)] = [
        (["1", "2.0", "-3e2"], #"{"type":"number"} required"#), (["1", "-0", "30"], #"{"type":"integer"} required"#),
        (["1", "2.5"], #"{"type":"number"} required"#),
        (["1", ""], #"{"type":"integer"}"#), (["null", "1"], #"{"type":["integer","null"]} required"#),
        (["null"], #"{"type":"null"} required"#), (["true", "\"a\""], #"{"type":["boolean","string"]} required"#),
        (["9223372036854775808", "-1"], #"{"type":"integer","x-parquet":"decimal(19,0)"} required"#),
        (["1e400"], "{} required"), (["1.5", "-1e999", "null"], "{} required"),
        (["1e50"], #"{"type":"number"} required"#),
        (["100000000000000000000000000000000000000000"], "{} required"),
        (["\"2024-02-29\"", "\"0001-01-01\""], #"{"format":"date","type":"string"} required"#),
        (["\"2024-02-29\"", "\"2023-02-29\""], #"{"type":"string"} required"#),
        (["\"2024-02-29T00:00:00Z\"", "null"], #"{"format":"date-time","type":["string","null"]} required"#),
        (["\"2024-02-29T00:00:00\""], #"{"type":"string","x-format":"local-date-time"} required"#),
        (["\"2024-02-29T00:00:00\"", "1"], #"{"type":["integer","string"]} required"#),
        (["\"\\u0032024-02-29\""], #"{"format":"date","type":"string"} required"#),
        (["[]"], #"{"type":"array"} required"#),
        (["[]", "[1]", "[null]"], #"{"items":{"type":["integer","null"]},"type":"array"} required"#),
        (["{}"], #"{"type":"object"} required"#),
        (
            [#"{"a":1,"b":"x"}"#, #"{"b":"y"}"#],
            #"{"properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["b"],"type":"object"} required"#
        ),
        (
            [#"[{"a":1},{"\u0061":null}]"#, "7"],
            #"{"items":{"properties":{"a":{"type":["integer","null"]}},"required":["a"],"type":"object"},"#
                + #""type":["integer","array"]} required"#
        ),
        (
            Array(repeating: ["\"b\"", "\"a\"", "null"], count: 20).flatMap { $0 },
            #"{"enum":["b","a",null],"type":["string","null"]} required"#
        ),
        (Array(repeating: "\"b\"", count: 19), #"{"type":"string"} required"#),
    ]

    @Test("assert of a field what holds for all its values", arguments: cases)
    func types(values: [String], expected: String) throws {
        let found = try field(values)
        #expect(found == expected)
    }

    @Test("show the evidence: counts, shares, first offsets, ranges and distinct strings")
    func evidence() throws {
        let text = #"""
            [{"n": 5, "s": "x"}, {"n": -0.5, "s": "y"},
             {"s": "x", "n": 1e2}, {"s": null}]
            """#
        let json = try infer(text).json(isIndented: false)
        #expect(
            json.contains(
                #""n":{"type":"number","x-evidence":{"count":3,"share":0.75,"types":"#
                    + #"{"integer":{"count":1,"share":0.333333,"first_offset":7},"#
                    + #""number":{"count":2,"share":0.666667,"first_offset":27}},"minimum":-0.5,"maximum":1e2}}"#
            )
        )
        #expect(json.contains(#""string":{"count":3,"share":0.75,"first_offset":15}},"distinct":2}}"#))
        #expect(json.contains(#""x-evidence":{"records":4,"bytes":\#(text.utf8.count)}}"#))
    }

    @Test("are the same however the input is cut, and with indentation")
    func cuts() throws {
        for fixture in PipelineFixtures.all {
            let text = String(decoding: fixture.bytes, as: UTF8.self)
            let whole = try infer(text)
            #expect(whole.records == fixture.records.count)
            for size in [1, 7, 64, 500] { #expect(try infer(text, chunkSize: size).json() == whole.json()) }
            let (left, right) = (Data(whole.json().utf8), Data(whole.json(isIndented: false).utf8))
            #expect(
                try JSONSerialization.jsonObject(with: left) as? NSDictionary
                    == JSONSerialization.jsonObject(with: right) as? NSDictionary
            )
        }
    }

    /// Runs with the schema of the input itself; every record must be written.
    private func expectAccepted(_ text: String, _ format: OutputFormat) async throws {
        let inferred = try infer(text)
        let schema = try Schema(text: inferred.json())
        let trial = try await IngestionTrial(Array(text.utf8), schema: schema) { $0.format = format }
        #expect(
            trial.error == nil,
            "\(format): \(trial.error?.message ?? "") \(trial.diagnostics.first?.headline ?? "")"
        )
        #expect(trial.report?.recordsWritten == inferred.records)
    }

    @Test("accept their own input in every format", arguments: OutputFormat.allCases)
    func ownInput(format: OutputFormat) async throws {
        let items = PackageFiles.fixture("items.json")
        try await expectAccepted(String(contentsOf: items, encoding: .utf8), format)
        for fixture in PipelineFixtures.all where format != .csv || !fixture.name.hasPrefix("empty") {
            try await expectAccepted(String(decoding: fixture.bytes, as: UTF8.self), format)
        }
        for (values, _) in Self.cases {
            try await expectAccepted(
                values.map { $0.isEmpty ? "{}" : #"{"v":\#($0)}"# }.joined(separator: "\n"),
                format
            )
        }
        for seed in 1...40 { try await expectAccepted(Self.randomRecords(seed: UInt64(seed)), format) }
    }

    @Test("are accepted by another validator")
    func otherValidator() throws {
        let script = """
            import json, sys, jsonschema
            for line in sys.stdin:
                schema, *records = json.loads(line)
                jsonschema.Draft202012Validator.check_schema(schema)
                validator = jsonschema.Draft202012Validator(schema)
                print(all(validator.is_valid(record) for record in records))
            """
        var input = ""
        for seed in 1...40 {
            // Python reads a number beyond a double as infinite, which is not an integer.
            let text = Self.randomRecords(seed: UInt64(seed)).replacing("1e400", with: "1e300")
            let records = text.split(separator: "\n").joined(separator: ",")
            input += "[\(try infer(text).json(isIndented: false)),\(records)]\n"
        }
        #expect(try PythonReference.lines(script, input: input) == Array(repeating: "True", count: 40))
    }

    @Test("have bounds: of places, of depth, of strings")
    func bounds() async throws {
        let wide = "{" + (0..<6_000).map { "\"field \($0)\":\($0)" }.joined(separator: ",") + "}"
        #expect(try infer(wide).json().contains("\"has_more_members\": true"))
        try await expectAccepted(wide, .ndjson)
        let deep = String(repeating: #"{"a":["#, count: 100) + "1" + String(repeating: "]}", count: 100)
        #expect(try infer(deep).json().contains("\"has_more_inside\": true"))
        try await expectAccepted(deep, .parquet)
        let strings = (0..<2_000).map { #"{"s":"\#($0 % 65)","t":"\#($0 % 64)"}"# }.joined(separator: "\n")
        let json = try infer(strings).json(isIndented: false)
        #expect(json.contains(#""distinct":64,"values":{"0":32,"#))
        #expect(!json.contains(#""distinct":65"#))
        try await expectAccepted(strings, .ndjson)
    }

    @Test("mark numbers that a column of doubles would round")
    func beyondDouble() throws {
        let text = #"""
            {"a":0.5,"b":18446744073709551615,"c":[{"d":1},{"d":90071992547409.93}]}
            {"a":18446744073709551615,"b":1,"c":[{"d":9007199254740993}]}
            """#
        let schema = try infer(text)
        let json = schema.json(isIndented: false)
        #expect(
            json.contains(
                #""maximum":18446744073709551615,"beyond_double":{"first":18446744073709551615,"first_offset":78}}"#
            )
        )
        #expect(json.contains(#""beyond_double":{"first":90071992547409.93,"first_offset":52}}"#))
        #expect(json.split(separator: "beyond_double").count == 3)
        #expect(
            schema.warnings.map { $0.message.prefix(while: { $0 != "," }) } == [
                "/a: the number 18446744073709551615", "/c/*/d: the number 90071992547409.93",
            ]
        )
        #expect(schema.warnings.allSatisfy { $0.remedy == nil })
        #expect(try infer(#"{"a":0.1,"b":9007199254740993}"#).warnings.isEmpty)
    }

    @Test(
        "say which formats would refuse them, and what can be done",
        arguments: [
            (#"{"id":1,"ID":2}"#, ["Parquet editSchema"]), (#"{"o":{"id":1,"ID":2}}"#, ["Parquet editSchema"]),
            (#"{"a":1,"_extra":2}"#, ["CSV excludeUnknownFields", "Parquet excludeUnknownFields"]),
            (#"{"a":1,"_Extra":2}"#, ["CSV excludeUnknownFields", "Parquet excludeUnknownFields"]),
            ("{}", ["CSV editSchema"]), (#"{"a":1,"b":{}}"#, []), (#"{"a":{"_extra":1}}"#, []),
        ]
    )
    func refusals(text: String, expected: [String]) async throws {
        let schema = try infer(text)
        let found = schema.warnings.map { warning in
            "\(warning.message.prefix { $0 != " " }) \(warning.remedy.map { "\($0)" } ?? "")"
        }
        #expect(found == expected)
        for format in [OutputFormat.csv, .parquet] {
            let run = try await IngestionTrial(Array(text.utf8), schema: Schema(text: schema.json())) {
                $0.format = format
            }
            #expect((run.error == nil) == !expected.contains { $0.lowercased().hasPrefix(format.rawValue) })
        }
    }

    @Test("end at the first bad record, with its place")
    func badRecords() throws {
        for (text, kind, message) in [
            ("{\"a\":1}\n{\"a\":}\n", IngestionError.Kind.data, "record 1 is invalid"),
            ("[{\"a\":1}", .input, "not valid JSON"), ("", .input, "empty"), ("[1]", .data, "record 0 is invalid"),
        ] {
            let directory = try TemporaryDirectory()
            let inference = SchemaInference(input: .file(try directory.write(Array(text.utf8), to: "in.json")))
            var told = 0
            let error = #expect(throws: IngestionError.self) {
                try withExtendedLifetime(directory) { try inference.run { _ in told += 1 } }
            }
            #expect(error?.kind == kind)
            #expect(error?.summary.contains(message) == true, "\(error?.message ?? "")")
            #expect(told == (text.isEmpty ? 0 : 1))
        }
    }

    private static func randomRecords(seed: UInt64) -> String {
        var random = SplitMix64(seed: seed)
        func pick(_ range: Int) -> Int { Int(random.next() % UInt64(range)) }
        let scalars = [
            "1", "-7", "2.0", "0.5", "1e3", "12345678901234567890", "1e30", "null", "true", "false", #""a""#,
            #""\u00e9""#,
            #""2024-01-01""#, #""2024-01-01T00:00:00Z""#, #""2024-01-01T00:00:00""#, #""""#, "-0", "1e400",
            "9223372036854775807",
        ]
        // Each place has a few kinds of values, so that many have a single type.
        var choices: [String: [String]] = [:]
        func value(_ path: String, _ depth: Int) -> String {
            let kinds =
                choices[path]
                ?? (0..<1 + pick(2)).map { _ in
                    pick(3) == 0 && depth < 4 ? ["{", "["][pick(2)] : scalars[pick(scalars.count)]
                }
            choices[path] = kinds
            switch kinds[pick(kinds.count)] {
            case "{":
                let names = ["a", "b", #"\u0063"#, "d/e"].filter { _ in pick(3) > 0 }
                return "{" + names.map { "\"\($0)\":\(value(path + $0, depth + 1))" }.joined(separator: ",") + "}"
            case "[": return "[" + (0..<pick(4)).map { _ in value(path + "[", depth + 1) }.joined(separator: ",") + "]"
            case let scalar: return scalar
            }
        }
        return (0..<30).map { number in
            var members = ["\"id\":\(number)"]
            for name in ["f", "g", "h", "i"] where pick(5) > 0 { members.append("\"\(name)\":\(value(name, 0))") }
            return "{" + members.joined(separator: ",") + "}\n"
        }.joined()
    }
}
