import Testing

@testable import Sluice

@Suite("Values in the form that the published schema gives them")
struct ValueRewriterTests {
    @Test(
        "integers are written in digits alone where a column is one of integers, and nowhere else",
        arguments: [
            (#"{"type":"integer"}"#, "5", nil), (#"{"type":"integer"}"#, "5.0", "5"),
            (#"{"type":"integer"}"#, "1e3", "1000"), (#"{"type":"integer"}"#, "1.50E1", "15"),
            (#"{"type":"integer"}"#, "-120e-1", "-12"), (#"{"type":"integer"}"#, "-0.0", "0"),
            (#"{"type":"integer"}"#, "-0", nil), (#"{"type":"integer"}"#, "0e-9", "0"),
            (#"{"type":"integer"}"#, "9223372036854775807.0", "9223372036854775807"),
            (#"{"type":"integer"}"#, "-9.223372036854775808e18", "-9223372036854775808"),
            (#"{"type":"integer"}"#, "9223372036854775807", nil),
            (#"{"type":["integer","null"]}"#, "2.0", "2"), (#"{"type":["null","integer"]}"#, "null", nil),
            (#"{"type":"integer","minimum":1,"maximum":9,"multipleOf":2}"#, "2.0", "2"),
            (#"{"enum":[1,2,3]}"#, "2.0", "2"), (#"{"enum":[1.0,null]}"#, "1e0", "1"), (#"{"const":5}"#, "5.0", "5"),
            (#"{"type":"integer","enum":[7.0]}"#, "7.0", "7"), (#"{"enum":[1,2.5]}"#, "1.0", nil),
            (#"{"enum":[1,"a"]}"#, "1.0", nil), (#"{"type":["integer","string"]}"#, "5.0", nil),
            (#"{"type":"number"}"#, "5.0", nil), (#"{"type":["integer","number"]}"#, "5.0", nil),
            (#"{"type":"number","enum":[5]}"#, "5.0", nil), ("{}", "5.0", nil), ("true", "5.0", nil),
            (#"{"type":"integer","x-parquet":"decimal(9,0)"}"#, "5.0", "5"),
            (#"{"type":"integer","x-clean":[{"round":0}]}"#, "2.5", "2"),
            (#"{"type":"integer","x-clean":[{"default":7.0}]}"#, "null", "7"),
            (#"{"type":"array","items":{"type":"integer"}}"#, "[1, 2.0 ,3e0]", "[1, 2 ,3]"),
            (#"{"type":"array","items":{"type":"integer"}}"#, "[]", nil),
            (#"{"type":"array","items":{"type":["integer","null"]}}"#, "[null,1.0]", "[null,1]"),
            (
                #"{"type":"array","items":{"type":"array","items":{"type":"integer"}}}"#, "[[1.0],[],[2]]",
                "[[1],[],[2]]"
            ),
            (#"{"type":"array","items":{"type":"number"}}"#, "[1.0]", nil), (#"{"type":"array"}"#, "[1.0]", nil),
            (
                #"{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"number"}}}"#,
                #"{ "x" : 1.0, "\u0061" : 1.0, "b" : 1.0 }"#, #"{ "x" : 1.0, "\u0061" : 1, "b" : 1.0 }"#
            ),
            (
                #"{"type":["object","null"],"properties":{"a":{"type":"array","items":{"enum":[1,2]}}}}"#,
                #"{"a":[2e0,1]}"#, #"{"a":[2,1]}"#
            ),
            (
                #"{"type":"object","additionalProperties":{"type":"integer"}}"#, #"{"a":2.0,"b" : 1e2,"c":3}"#,
                #"{"a":2,"b" : 100,"c":3}"#
            ),
            (
                #"{"type":"object","additionalProperties":{"type":"integer"},"required":["a"]}"#, #"{"a":2.0,"b":1.0}"#,
                #"{"a":2,"b":1}"#
            ),
            (
                #"{"type":"object","patternProperties":{"^.$":{"type":["integer","null"]}},"additionalProperties":false}"#,
                #"{"a":2.0,"b":null}"#, #"{"a":2,"b":null}"#
            ),
            (
                #"{"type":"object","additionalProperties":{"type":"array","items":{"type":"object","additionalProperties":{"type":"integer"}}}}"#,
                #"{"a":[{"b":2.0}]}"#, #"{"a":[{"b":2}]}"#
            ),
            // Where a program checks everything, too.
            (
                #"{"type":"object","properties":{"a":{"type":"integer"}},"unevaluatedProperties":false}"#,
                #"{"a":2.0}"#,
                #"{"a":2}"#
            ),
            (
                #"{"type":"array","items":{"type":"integer"},"unevaluatedItems":false}"#, "[2.0,1]", "[2,1]"
            ),
            // Maps of anything, and of several patterns, are text.
            (#"{"type":"object","additionalProperties":true}"#, #"{"a":2.0}"#, nil),
            (#"{"type":"object","additionalProperties":{"type":["integer","string"]}}"#, #"{"a":2.0}"#, nil),
            (
                #"{"type":"object","patternProperties":{"a":{"type":"integer"},"b":{"type":"integer"}},"additionalProperties":false}"#,
                #"{"a":2.0}"#, nil
            ),
            // A column of text is no column of integers, whatever is in it.
            (#"{"type":["object","string"],"properties":{"a":{"type":"integer"}}}"#, #"{"a":1.0}"#, nil),
            (#"{"properties":{"a":{"type":"integer"}}}"#, #"{"a":1.0}"#, nil),
            (#"{"type":["array","integer"],"items":{"type":"integer"}}"#, "[1.0]", nil),
        ] as [(String, String, String?)]
    )
    func integers(schema: String, value: String, expected: String?) throws {
        let checked = CheckedRecords("{\"v\":\(value)}", schema: try Schema(field: schema))
        #expect(checked.summary == [])
        #expect(checked.texts == [[expected ?? value]])
        let count = checked.changes.filter { $0.key.hasSuffix(" canonical-integer") }.values.reduce(0, +)
        #expect((count > 0) == (expected != nil))
        #expect(checked.notices == [])
    }

    @Test("integers beyond 64 bits stay as they are, and are pointed out once a column")
    func large() throws {
        let schema = try Schema(
            text: #"""
                {"properties":{"id":{"type":"integer"},"n":{"type":"number"},"lines":{"type":"array","items":
                {"type":"object","properties":{"count":{"type":"integer"}}}}}}
                """#
        )
        let records = """
            {"id":9223372036854775808,"n":9223372036854775808,"lines":[{"count":1},{"count":1e19}]}
            {"id":1e40,"lines":[{"count":-9223372036854775809}]}
            {"id":100000000000000000}
            """
        let checked = CheckedRecords(records, schema: schema, base: 100)
        #expect(checked.violations.map(\.count) == [0, 0, 0])
        #expect(checked.changes == [:])
        try #require(checked.notices.count == 2)
        #expect(checked.notices[0].hasPrefix("106: /id: the number 9223372036854775808, "))
        #expect(checked.notices[1].hasPrefix("\(100 + 80): /lines/*/count: the number 1e19, "))
        #expect(checked.notices[0].contains("beyond 64 bits"))
        #expect(checked.texts[0][2] == #"[{"count":1},{"count":1e19}]"#)
    }

    @Test("integers in a column of decimals are pointed out only where they have too many digits")
    func wide() throws {
        let schema = try Schema(field: #"{"type":"integer","x-parquet":"decimal(20,0)"}"#)
        let digits = String(repeating: "9", count: 38)
        let fitting = CheckedRecords(
            ["18446744073709551615", "1e30", "-" + digits, "5.0"].map { #"{"v":\#($0)}"# }.joined(separator: "\n"),
            schema: schema
        )
        #expect(fitting.notices == [] && fitting.summary == [])
        #expect(fitting.texts == [["18446744073709551615"], ["1e30"], ["-" + digits], ["5"]])
        let long = CheckedRecords("{\"v\":1\(digits)}\n{\"v\":1e99}", schema: schema)
        try #require(long.notices.count == 1)
        #expect(long.notices[0].contains("/v: the number 1999") && long.notices[0].contains("more than 38 digits"))
    }

    @Test("each change is counted by its place")
    func counts() throws {
        let schema = try Schema(
            text: #"""
                {"properties":{"a":{"type":"integer"},"b/c":{"type":"object","properties":
                {"d":{"type":"array","items":{"type":"integer"}},"e":{"type":"integer"}}}}}
                """#
        )
        let records = """
            {"a":1.0,"b/c":{"d":[1.0,2,3.0],"e":4.0}}
            {"a":1,"b/c":{"d":[1],"e":4}}
            {"a":"x","b/c":{"e":4.0}}
            """
        let checked = CheckedRecords(records, schema: schema)
        #expect(
            checked.changes == [
                "/a canonical-integer": 1, "/b~1c/d/* canonical-integer": 2, "/b~1c/e canonical-integer": 1,
            ]
        )
        // A rejected record is not written, so it is left as it was.
        #expect(checked.texts[2] == [#""x""#, #"{"e":4.0}"#])
    }

    @Test("checks see, and messages show, the number as it is spelt")
    func messages() throws {
        let schema = try Schema(field: #"{"type":"integer","minimum":6}"#)
        let found = CheckedRecords(#"{"v":5.0}"#, schema: schema).violations[0]
        #expect(found.map(\.message) == ["expected an integer of at least 6, found the number 5.0"])
    }

    @Test(
        "members that are dropped take their commas along",
        arguments: [
            (#"{"a":1}"#, nil, 0), (#"{"x":1}"#, "{}", 1), (#"{"x":1,"a":1}"#, #"{"a":1}"#, 1),
            (#"{"a":1,"x":1}"#, #"{"a":1}"#, 1), (#"{"x":1,"a":1,"y":{"a":2.0,"z":[1]},"b":2}"#, #"{"a":1,"b":2}"#, 2),
            (#"{ "x" : 1 , "y" : [ { } ] , "a" : 1 , "z" : "}," }"#, #"{"a" : 1 }"#, 3),
            (#"{"\u0061":1,"\u0078":1}"#, #"{"\u0061":1}"#, 1), (#"{"x":1,"y":2,"z":3}"#, "{}", 3), ("{}", nil, 0),
            (#"{"x":1,"a":2.0}"#, #"{"a":2}"#, 1), (#"{"a":2.0,"x":1}"#, #"{"a":2}"#, 1),
            (#"{"a":2.0,"x":1,"b":3}"#, #"{"a":2,"b":3}"#, 1),
            (#"{"o":{"x":1,"p":1,"y":2},"x":1}"#, #"{"o":{"p":1}}"#, 3),
            (#"{"l":[{"x":1},{"p":1,"x":2},{}],"b":[{"x":1}]}"#, #"{"l":[{},{"p":1},{}],"b":[{"x":1}]}"#, 2),
        ] as [(String, String?, Int)]
    )
    func drops(value: String, expected: String?, count: Int) throws {
        let inner = #"{"type":"object","properties":{"p":{}}}"#
        let schema = try Schema(
            field:
                #"{"type":"object","properties":{"a":{"type":"integer"},"b":{},"o":\#(inner),"l":{"items":\#(inner)}}}"#
        )
        let checked = CheckedRecords("{\"v\":\(value)}", schema: schema, unknownFields: .drop)
        #expect(checked.summary == [])
        #expect(checked.texts == [[expected ?? value]])
        #expect(checked.droppedFields == count)
        let kept = CheckedRecords("{\"v\":\(value)}", schema: schema)
        #expect(kept.texts == [[value.replacing("2.0", with: "2")]] || value.contains("\"y\":{"))
        #expect(kept.droppedFields == 0)
    }

    @Test("the policy is for objects whose schema names members and leaves others open")
    func policy() throws {
        let cases =
            [
                (#"{"properties":{"a":{}}}"#, "{\"a\":1}", ["additionalProperties /v/x"]),
                (
                    #"{"type":["object","string"],"properties":{}}"#, "{}",
                    ["additionalProperties /v/a", "additionalProperties /v/x"]
                ),
                (#"{"type":"object"}"#, nil, []), (#"{"required":["a"]}"#, nil, []), ("true", nil, []),
                (#"{"properties":{"a":{}},"additionalProperties":true}"#, nil, []),
                (#"{"properties":{"a":{}},"required":["x"]}"#, nil, []),
            ] as [(String, String?, [String])]
        let record = #"{"v":{"a":1,"x":2}}"#
        for (field, expected, refused) in cases {
            let schema = try Schema(field: field)
            let dropped = CheckedRecords(record, schema: schema, unknownFields: .drop)
            #expect(dropped.texts == [[expected ?? #"{"a":1,"x":2}"#]], "\(field)")
            #expect(dropped.summary == [])
            #expect(CheckedRecords(record, schema: schema, unknownFields: .reject).summary == refused, "\(field)")
            #expect(CheckedRecords(record, schema: schema).summary == [])
        }
        let closed = try Schema(field: #"{"properties":{"a":{}},"additionalProperties":false}"#)
        for policy in UnknownFieldPolicy.allCases {
            let checked = CheckedRecords(record, schema: closed, unknownFields: policy)
            #expect(checked.summary == ["additionalProperties /v/x"])
        }
    }
}
