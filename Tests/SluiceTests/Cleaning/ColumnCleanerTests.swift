import Testing

@testable import Sluice

@Suite struct ColumnCleanerTests {
    @Test(
        "changes what a rule is about, and leaves everything else unchanged",
        arguments: [
            (#"["trim"]"#, #""a""#, nil),
            (#"["trim"]"#, #""""#, nil),
            (#"["trim"]"#, #"" ""#, #""""#),
            (#"["trim"]"#, #""  a b ""#, #""a b""#),
            (#"["trim"]"#, #""\ta\n""#, #""a""#),
            (#"["trim"]"#, #""\u0020a\u00a0""#, #""a""#),
            (#"["trim"]"#, "\"\u{3000}é\u{2003}\"", #""é""#),
            (#"["trim"]"#, #""\u00e9\/""#, nil),
            (#"["trim"]"#, #"" \u00e9\"\\ ""#, #""é\"\\""#),
            (#"["trim"]"#, #""n\n""#, #""n""#),
            (#"["trim"]"#, "\"\u{200B}a\"", nil),
            (#"["trim"]"#, "7", nil),
            (#"["trim"]"#, "null", nil),
            (#"["trim"]"#, #"[" a "]"#, nil),
            (#"["uppercase"]"#, #""A B 9""#, nil),
            (#"["uppercase"]"#, #""a""#, #""A""#),
            (#"["uppercase"]"#, #""ABCDEFGHIJKLMNOPz""#, #""ABCDEFGHIJKLMNOPZ""#),
            (#"["uppercase"]"#, #""@[`{~ABCDEFGH""#, nil),
            (#"["uppercase"]"#, #""straße""#, #""STRASSE""#),
            (#"["uppercase"]"#, #""É""#, nil),
            (#"["uppercase"]"#, #""\u00e9\n""#, #""É\n""#),
            (#"["uppercase"]"#, #""\u00c9\n""#, nil),
            (#"["lowercase"]"#, #""ÀÉ Z""#, #""àé z""#),
            (#"["lowercase"]"#, #""abcdefgh`{@[""#, nil),
            (#"["lowercase"]"#, #""ABCDEFGHabcdefgh""#, #""abcdefghabcdefgh""#),
            (#"["lowercase"]"#, #""ΟΔΟΣ""#, #""οδος""#),
            (#"["trim","uppercase"]"#, #"" b ""#, #""B""#),
            (#"[{"round":2}]"#, "127.5", nil),
            (#"[{"round":2}]"#, "127.50", nil),
            (#"[{"round":2}]"#, "127", nil),
            (#"[{"round":2}]"#, "127.504", "127.5"),
            (#"[{"round":2}]"#, "127.500", "127.5"),
            (#"[{"round":2}]"#, "19.989999999999998", "19.99"),
            (#"[{"round":2}]"#, "0.10000000000000001", "0.1"),
            (#"[{"round":2}]"#, "1.2500e0", nil),
            (#"[{"round":2}]"#, "19989999999999998e-15", "19.99"),
            (#"[{"round":2}]"#, "1e-400", "0.0"),
            (#"[{"round":2}]"#, "0e-9", nil),
            (#"[{"round":2}]"#, "2.675", "2.67"),
            (#"[{"round":2}]"#, "0.125", "0.12"),
            (#"[{"round":2}]"#, "1.005", "1.0"),
            (#"[{"round":2}]"#, "-0.001", "0.0"),
            (#"[{"round":0}]"#, "-0.5", "0.0"),
            (#"[{"round":2}]"#, "-0.0", nil),
            (#"[{"round":2}]"#, "1e2", nil),
            (#"[{"round":2}]"#, "1.2345e1", "12.35"),
            (#"[{"round":2}]"#, "1e16", nil),
            (#"[{"round":2}]"#, "12345678901234567.891", "1.2345678901234568e+16"),
            (#"[{"round":0}]"#, "2.5", "2.0"),
            (#"[{"round":0}]"#, "9999999999999999.5", "1e+16"),
            (#"[{"round":2}]"#, #""1.239""#, nil),
            (#"[{"round":2}]"#, "123456789012345678901234567890", nil),
            (#"[{"default":0}]"#, "null", "0"),
            (#"[{"default":"x\n"}]"#, "null", #""x\n""#),
            (#"[{"default":0}]"#, "false", nil),
            (#"[{"default":null}]"#, "null", nil),
            (#"[{"default": {"a": [1, "b c"]}}]"#, "null", #"{"a":[1,"b c"]}"#),
            (#"[{"default":" x "},"trim"]"#, "null", #""x""#),
            (#"["trim",{"default":" x "}]"#, "null", #"" x ""#),
            (#"[]"#, #"" a ""#, nil),
        ] as [(String, String, String?)]
    )
    func value(rules: String, value: String, expected: String?) throws {
        let checked = CheckedRecords("{\"v\":\(value)}", schema: try Schema(field: "{\"x-clean\":\(rules)}"))
        #expect(checked.texts == [[expected ?? value]])
        #expect((checked.changes.values.reduce(0, +) > 0) == (expected != nil))
        #expect(checked.summary == [])
    }

    @Test("fills in a missing field before the checks")
    func missing() throws {
        let schema = try Schema(
            text: #"{"properties":{"v":{"type":"integer","x-clean":[{"default":7}]},"w":{}},"required":["v","w"]}"#
        )
        let checked = CheckedRecords("{\"w\":1}\n{\"v\":null,\"w\":2}\n{\"v\":3,\"w\":3}\n[]", schema: schema)
        #expect(checked.texts == [["7", "1"], ["7", "2"], ["3", "3"], [nil, nil]])
        #expect(checked.changes == ["/v default": 2])
        #expect(checked.violations.map { $0.map(\.code.rawValue) } == [[], [], [], ["not-an-object"]])
    }

    @Test("a default is checked like any other value, contents included")
    func defaultIsChecked() throws {
        let schema = try Schema(
            field: #"{"type":"object","properties":{"a":{"type":"string"}},"x-clean":[{"default":{"a":1}}]}"#
        )
        let checked = CheckedRecords("{}\n{\"v\": null}", schema: schema)
        #expect(checked.violations.map { $0.map(\.instanceLocation) } == [["/v/a"], ["/v/a"]])
        #expect(checked.violations.map { $0.map(\.offset) } == [[0], [9]])
        #expect(checked.violations.map { $0.map(\.length) } == [[1], [4]])
    }

    @Test("counts each change under its field and rule")
    func counts() throws {
        let schema = try Schema(
            text: #"{"properties":{"a":{"x-clean":["trim","uppercase"]},"b":{"x-clean":["trim",{"round":1}]}}}"#
        )
        let records = #"""
            {"a":" x ","b":" y"}
            {"a":"X","b":1.25}
            {"a":"x","b":null}
            """#
        let checked = CheckedRecords(records, schema: schema)
        #expect(checked.changes == ["/a trim": 1, "/a uppercase": 2, "/b trim": 1, "/b round": 1])
        #expect(checked.texts == [[#""X""#, #""y""#], [#""X""#, "1.2"], [#""X""#, "null"]])
    }

    @Test("returns the counts once")
    func takeCounts() {
        var cleaner = ColumnCleaner(schema: Schema.items.compiled)
        var batch = RecordBatch(fields: Schema.items.compiled.fields)
        let bytes = Array(#"{"name":" a"}"#.utf8)
        // SAFETY: `bytes` outlives the batch.
        unsafe batch.begin(over: bytes.span, base: 0)
        var tokenizer = JSONTokenizer(maximumDepth: 8)
        batch.beginRow(at: 0)
        _ = tokenizer.next(bytes.span, base: 0, into: &batch)
        batch.endRow(at: bytes.count)
        cleaner.clean(&batch)
        let names = Schema.items.compiled.cleaningRules.map { "\($0.field) \($0.rule)" }
        #expect(cleaner.takeCounts() == names.map { $0 == "/name trim" ? 1 : 0 })
        #expect(cleaner.takeCounts() == names.map { _ in 0 })
    }

    @Test("refuses to round a number beyond the range of a double")
    func range() throws {
        let schema = try Schema(field: #"{"x-clean":["trim",{"round":2}],"maximum":1}"#)
        let long = String(repeating: "9", count: 400) + ".5"
        for number in ["1e400", "-1e400", long] {
            let found = CheckedRecords("{\"v\":\(number)}", schema: schema).violations[0]
            #expect(found.map(\.code.rawValue) == (number == "-1e400" ? ["x-clean"] : ["x-clean", "maximum"]))
            #expect(found[0].keywordLocation == "/properties/v/x-clean/1")
            #expect(found[0].instanceLocation == "/v")
            #expect(found[0].length == number.utf8.count)
        }
        #expect(CheckedRecords(#"{"v":1e-400}"#, schema: schema).summary == [])
    }

    @Test(
        "bounds hold for the value before it is rounded and after",
        arguments: [
            (#""minimum":0"#, "-0.001", ["minimum /v"]), (#""minimum":0"#, "-0.2", ["minimum /v"]),
            (#""minimum":0"#, "0.001", []), (#""maximum":1"#, "1.004", ["maximum /v"]),
            (#""exclusiveMinimum":0"#, "0.001", ["exclusiveMinimum /v"]),
            (#""exclusiveMaximum":1"#, "0.999", ["exclusiveMaximum /v"]),
            (#""exclusiveMaximum":1"#, "0.99", []),
            (#""minimum":0,"maximum":1"#, "1.0000000000000000001", ["maximum /v"]),
            // Every other check sees the cleaned value.
            (#""minimum":0,"multipleOf":0.01"#, "-0.001", ["minimum /v"]),
            (#""multipleOf":0.01"#, "19.989999999999998", []), (#""enum":[0]"#, "-0.001", []),
        ] as [(String, String, [String])]
    )
    func bounds(keywords: String, value: String, expected: [String]) throws {
        let schema = try Schema(field: "{\"x-clean\":[{\"round\":2}],\(keywords)}")
        #expect(CheckedRecords("{\"v\":\(value)}", schema: schema).summary == expected)
    }

    @Test("cleans rejected records too, so that nothing is reported that cleaning fixes")
    func rejectedRows() {
        let record = #"{"id":1,"id":2,"name":" a","category":" a ","value":1,"quantity":1}"#
        let checked = CheckedRecords(record, schema: .items)
        #expect(checked.summary == ["duplicate-key"])
        #expect(checked.changes == ["/name trim": 1, "/category trim": 1, "/category uppercase": 1])
    }
}
