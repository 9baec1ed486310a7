import Testing

@testable import Sluice

/// The contents of a field's object or array.
@Suite struct InnerValueTests {
    static let schema = #"""
        {"properties": {"address": {
            "type": "object",
            "properties": {
                "lines": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "string", "maxLength": 3}},
                "geo": {"properties": {"lat": {"type": "number", "maximum": 90}, "lon": {}}, "required": ["lat", "lon"],
                        "additionalProperties": false},
                "tags": {"enum": [["a"], {"k": 1}]},
                "none": false,
                "a/b~": {"items": {"items": {"minimum": 0}}},
                "empty": {"items": false}
            },
            "required": ["lines"]
        }}}
        """#

    @Test(
        "reports every violation with its pointer",
        arguments: [
            (#"{"lines":["a"]}"#, []),
            (#"{"lines":["a","b","abc"],"geo":{"lat":1,"lon":null},"tags":{"k":1.0},"other":[{"x":{}}]}"#, []),
            (#"{}"#, ["required /address"]),
            (#"{"lines":[]}"#, ["minItems /address/lines"]),
            (
                #"{"lines":["a","abcd",7,"b"]}"#,
                ["maxLength /address/lines/1", "type /address/lines/2", "maxItems /address/lines"]
            ),
            (#"{"lines":{"0":7}}"#, ["type /address/lines"]),
            (#"{"lines":["a"],"geo":{"lat":91}}"#, ["maximum /address/geo/lat", "required /address/geo"]),
            (
                #"{"lines":["a"],"geo":{"lat":"x","lon":1,"alt":{"lat":"x"}}}"#,
                ["type /address/geo/lat", "additionalProperties /address/geo/alt"]
            ),
            (#"{"lines":["a"],"tags":["b"]}"#, ["enum /address/tags"]),
            (#"{"lines":["a"],"tags":["\u0061"]}"#, []),
            (#"{"lines":["a"],"none":{"x":1}}"#, ["properties /address/none"]),
            (#"{"lines":["a"],"empty":[1,[]]}"#, ["items /address/empty/0", "items /address/empty/1"]),
            (#"{"lines":["a"],"empty":[]}"#, []),
            (
                #"{"lines":["a"],"a/b~":[[],[0,-1],[[-1]],[-2]]}"#,
                ["minimum /address/a~1b~0/1/1", "minimum /address/a~1b~0/3/0"]
            ),
            (#"{"l\u0069nes":[1]}"#, ["type /address/lines/0"]),
            (#"[{"lines":[]}]"#, ["type /address"]),
        ] as [(String, [String])]
    )
    func violations(address: String, expected: [String]) throws {
        let schema = try Schema(text: Self.schema)
        #expect(CheckedRecords("{\"address\":\(address)}", schema: schema).summary == expected)
    }

    @Test("points at the offending text, and says what was expected")
    func places() throws {
        let record = #"{"address": {"lines": ["a", "four"], "geo": {"alt": 1}}}"#
        let found = CheckedRecords(record, schema: try Schema(text: Self.schema), base: 100).violations[0]
        let texts = found.map { violation in
            String(
                decoding: Array(record.utf8)[violation.offset - 100..<violation.offset - 100 + violation.length],
                as: UTF8.self
            )
        }
        #expect(texts == [#""four""#, #""alt""#, "{", "{"])
        #expect(
            found.map(\.message) == [
                #"expected a string of at most 3 characters, found the string "four""#,
                #"unknown member "alt""#,
                #"missing required member "lat""#,
                #"missing required member "lon""#,
            ]
        )
        #expect(
            found.map(\.keywordLocation) == [
                "/properties/address/properties/lines/items/maxLength",
                "/properties/address/properties/geo/additionalProperties",
                "/properties/address/properties/geo/required",
                "/properties/address/properties/geo/required",
            ]
        )
    }

    @Test("checks values at any depth of the records, beyond what the schema names")
    func deep() throws {
        let schema = try Schema(field: #"{"items":{"items":{"type":"integer"}}}"#)
        let nested = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(CheckedRecords("{\"v\":\(nested)}", schema: schema).summary == ["type /v/0/0"])
        #expect(CheckedRecords("{\"v\":[[1],[],[1.0,2,3.5]]}", schema: schema).summary == ["type /v/2/2"])
    }

    @Test("starts over with every value")
    func manyRows() throws {
        let schema = try Schema(field: #"{"properties":{"a":{},"b":{}},"required":["a","b"]}"#)
        let records = #"""
            {"v":{"a":1,"b":1}}
            {"v":{"a":1}}
            {"v":[]}
            {"v":{"b":{"a":1},"x":{"b":1}}}
            {"v":{"a":1,"b":1}}
            """#
        let checked = CheckedRecords(records, schema: schema)
        #expect(checked.violations.map(\.count) == [0, 1, 0, 1, 0])
    }
}
