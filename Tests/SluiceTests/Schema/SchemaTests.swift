import Foundation
import Testing

@testable import Sluice

@Suite struct SchemaTests {
    @Test("compiles the built-in schema to plans in the order of its fields")
    func items() {
        let schema = Schema.items
        #expect(schema.name == "items")
        #expect(schema.warnings == [])
        #expect(schema.digest.utf8.count == 8)
        #expect(
            schema.compiled.plans.map(\.name)
                == ["id", "name", "category", "value", "quantity", "is_active", "created_at"]
        )
        #expect(schema.compiled.plans.map { $0.required != nil } == [true, true, true, true, true, false, false])
        #expect(schema.compiled.unknownFields.areKept)
        #expect(
            schema.compiled.cleaningRules.map { "\($0.field) \($0.rule)" }
                == [
                    "/id canonical-integer", "/name trim", "/category trim", "/category uppercase", "/value round",
                    "/quantity canonical-integer",
                ]
        )
    }

    @Test("gives each field its pointer and its expectation")
    func fieldPlan() throws {
        let schema = try Schema(
            text: #"{"properties":{"a/b~\"\u00e9\n":{"type":"string","maxLength":3}},"required":["z","a"]}"#
        )
        let plan = try #require(schema.compiled.plans.first)
        #expect(plan.name == "a/b~\"é\n")
        #expect(plan.pointer == "/a~1b~0\"é\n")
        #expect(plan.expectation == "a string of at most 3 characters")
        // Required fields without their own schema come last.
        #expect(schema.compiled.plans.map(\.name) == ["a/b~\"é\n", "z", "a"])
        #expect(schema.compiled.plans.map { $0.required != nil } == [false, true, true])
    }

    @Test("distinguishes names that differ only in their bytes")
    func normalisation() throws {
        let schema = try Schema(text: "{\"properties\":{\"\u{E9}\":{},\"e\u{301}\":{}}}")
        #expect(schema.compiled.plans.count == 2)
    }

    @Test(
        "describes what it expects",
        arguments: [
            (#"{"type":"integer","exclusiveMinimum":0}"#, "an integer greater than 0"),
            (#"{"type":"number","minimum":0}"#, "a number of at least 0"),
            (
                #"{"type":"integer","minimum":1,"maximum":1e2,"multipleOf":5}"#,
                "an integer of at least 1 and of at most 1e2 and that is a multiple of 5"
            ),
            (#"{"exclusiveMaximum":-0.5}"#, "a number less than -0.5"),
            (#"{"type":"string","maxLength":10}"#, "a string of at most 10 characters"),
            (#"{"type":"string","minLength":1}"#, "a string of at least 1 character"),
            (#"{"type":"string","minLength":2,"maxLength":4}"#, "a string of 2 to 4 characters"),
            (#"{"type":"string","minLength":2,"maxLength":2.0}"#, "a string of exactly 2 characters"),
            (#"{"type":["string","null"],"minLength":1}"#, "a string of at least 1 character or null"),
            (#"{"type":["integer","number"]}"#, "a number"),
            (#"{"type":"array","minItems":1}"#, "an array of at least 1 item"),
            (#"{"minimum":0,"minLength":1}"#, "a number of at least 0 or a string of at least 1 character"),
            (#"{"type":"boolean"}"#, "true or false"),
            (#"{"enum":["A","B","C","D"]}"#, "one of A, B, C, D"),
            (#"{"enum":["A","B C"]}"#, #"one of "A", "B C""#),
            (#"{"enum":["A",1,null,{"a": 1}]}"#, #"one of "A", 1, null, {"a":1}"#),
            (#"{"enum":["A"]}"#, #"the string "A""#),
            (#"{"enum":[]}"#, "one of no values: the schema lists none"),
            (
                #"{"enum":[1,2,3,4,5,6,7,8,9,10,11,12,13,14]}"#,
                "one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, … (14 values)"
            ),
            (#"{"const":1.50}"#, "the number 1.50"),
            (#"{}"#, "any value"),
            (#"true"#, "any value"),
            (#"false"#, "no value here"),
        ]
    )
    func expectation(field: String, expected: String) throws {
        #expect(try Schema(field: field).compiled.plans[0].expectation == expected)
    }

    @Test("accepts annotations, extensions and definitions")
    func annotations() throws {
        let schema = try Schema(
            text: #"""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema#", "$id": "https://example.org/s",
                  "$comment": "c", "$defs": {"unused": {"pattern": "^a"}}, "title": "t", "description": "d",
                  "examples": [{}], "default": {}, "deprecated": false, "readOnly": false, "writeOnly": false,
                  "x-owner": "data", "type": ["null", "object"], "additionalProperties": true,
                  "properties": {
                    "v": {"x-clean-up": {"nested": ["anything"]}, "contentMediaType": "text/plain",
                          "contentEncoding": "base64", "default": 3}
                  }
                }
                """#
        )
        #expect(schema.warnings == [])
        #expect(schema.compiled.plans[0].value.acceptsEverything)
    }

    @Test("warns that formats are not checked, with their places")
    func warnings() throws {
        let schema = try Schema(text: "{\"properties\":{\n \"d\":{\"format\":\"date-time\"}}}")
        #expect(
            schema.warnings == [
                #"s.json:2:7: /properties/d/format: keyword "format" is an annotation; values are not checked against "date-time", except for Parquet"#
            ]
        )
        #expect(schema.warnings(for: .ndjson) == schema.warnings)
        #expect(schema.warnings(for: .parquet) == [])
        #expect(try Schema(field: #"{"format":"email"}"#).warnings(for: .parquet).count == 1)
    }

    @Test("warns of names that Spark does not distinguish, except in columns of text")
    func equalNames() throws {
        let schema = try Schema(
            text: #"""
                {"properties":{"id":{},"Id":{},"é":{},"É":{},"o":{"type":"object","properties":{"a":{},"A":{}}},
                "t":{"type":["object","null","string"],"properties":{"b":{},"B":{}}}},"required":["ID"]}
                """#
        )
        let names = [("Id", "id"), ("É", "é"), ("ID", "id"), ("A", "a")]
        #expect(schema.warnings.count == names.count)
        for (warning, (name, other)) in zip(schema.warnings, names) {
            #expect(warning.contains("the name \"\(name)\" differs from \"\(other)\" only in case"), "\(warning)")
        }
        #expect(schema.warnings.first?.hasPrefix("s.json:1:24: /properties/Id: ") == true)
        #expect(schema.warnings(for: .csv) == schema.warnings && schema.warnings(for: .parquet) == [])
    }

    @Test("reads a schema from a file, with a byte order mark or without")
    func file() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "sluice-schema-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: url) }
        let text = #"{"properties":{"é":{"type":"string"}}}"#
        for mark in ["", "\u{FEFF}"] {
            try Data((mark + text).utf8).write(to: url)
            let schema = try Schema(contentsOf: url.path)
            #expect(schema.name == url.path)
            #expect(schema.json == mark + text)
            #expect(schema.compiled.plans.map(\.name) == ["é"])
        }
    }

    @Test("has a digest that is the CRC-32C of its text")
    func digest() throws {
        // The check value of the polynomial is that of "123456789"; of `{}` computed bit by bit here.
        func bitwise(_ bytes: [UInt8]) -> UInt32 {
            ~bytes.reduce(~0) { state, byte in
                (0..<8).reduce(state ^ UInt32(byte)) { state, _ in
                    state & 1 == 1 ? state >> 1 ^ 0x82F6_3B78 : state >> 1
                }
            }
        }
        #expect(bitwise(Array("123456789".utf8)) == 0xE306_9283)
        for text in ["{}", #"{"properties":{}}"#, Schema.items.json] {
            let schema = try Schema(text: text)
            #expect(UInt32(schema.digest, radix: 16) == bitwise(Array(text.utf8)))
        }
        #expect(Schema.items.digest == Schema.items.digest.lowercased())
    }

    @Test("accepts a schema with ten thousand fields")
    func manyFields() throws {
        let fields = (0..<10_000).map { #""f\#($0)":{"type":"integer"}"# }.joined(separator: ",")
        let schema = try Schema(text: "{\"properties\":{\(fields)}}")
        #expect(schema.compiled.plans.count == 10_000)
    }

    @Test("refuses more fields than column numbers")
    func tooManyFields() {
        let names = (0..<65_535).map { #""f\#($0)""# }.joined(separator: ",")
        #expect(
            Schema.errorMessage(of: "{\"required\":[\(names)]}")
                == "s.json:1:13: /required: expected at most 65,534 fields"
        )
    }
}
