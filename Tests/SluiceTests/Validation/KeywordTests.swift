import Testing

@testable import Sluice

/// Each keyword with values that pass and values that fail.
@Suite struct KeywordTests {
    /// A schema of the field, values that pass, and values that fail with the given code.
    struct Table: Sendable, CustomTestStringConvertible {
        let schema: String
        let code: String
        let good: [String]
        let bad: [String]

        init(_ schema: String, _ code: String, good: [String], bad: [String]) {
            self.schema = schema
            self.code = code
            self.good = good
            self.bad = bad
        }

        var testDescription: String { schema }
    }

    static let types: [Table] = [
        Table(
            #"{"type":"integer"}"#,
            "type",
            good: ["0", "-1", "1.0", "1e2", "1.50e1", "-0.0", "12345678901234567890123"],
            bad: ["1.5", "1e-1", "true", "null", #""1""#, "[]", "{}"]
        ),
        Table(#"{"type":"number"}"#, "type", good: ["0", "1.5", "1e400", "-1e-400"], bad: ["true", "null", #""1""#]),
        Table(#"{"type":"string"}"#, "type", good: [#""""#, #""\u0000""#], bad: ["0", "null", "[]"]),
        Table(#"{"type":"boolean"}"#, "type", good: ["true", "false"], bad: ["0", "1", #""true""#, "null"]),
        Table(#"{"type":"null"}"#, "type", good: ["null"], bad: ["0", #""null""#, "false"]),
        Table(#"{"type":"array"}"#, "type", good: ["[]", "[1]"], bad: ["{}", "0"]),
        Table(#"{"type":"object"}"#, "type", good: ["{}"], bad: ["[]", "null"]),
        Table(#"{"type":["integer","null"]}"#, "type", good: ["1", "2.0", "null"], bad: ["1.5", #""""#]),
        Table("false", "properties", good: [], bad: ["null", "1", "{}"]),
        Table("true", "", good: ["null", "1", "{}"], bad: []),
    ]

    static let numbers: [Table] = [
        Table(
            #"{"minimum":0}"#,
            "minimum",
            good: ["0", "-0", "-0.0", "0e5", "1", "1e-400", "0.000", "9e99", #""x""#, "null"],
            bad: ["-1", "-0.1", "-1e-400", "-9"]
        ),
        Table(
            #"{"exclusiveMinimum":0}"#,
            "exclusiveMinimum",
            good: ["1", "1e-400", "0.1"],
            bad: ["0", "-0.0", "0e5", "-1"]
        ),
        Table(#"{"maximum":0}"#, "maximum", good: ["0", "-0.0", "-1e-400"], bad: ["1", "1e-400", "0.1"]),
        Table(#"{"exclusiveMaximum":0}"#, "exclusiveMaximum", good: ["-1", "-1e-400"], bad: ["0", "-0.0", "1"]),
        Table(
            #"{"minimum":9007199254740993}"#,
            "minimum",
            good: ["9007199254740993", "9007199254740993.0", "9007199254740993.5", "1e16"],
            bad: ["9007199254740992", "9007199254740992.9999", "-9007199254740993"]
        ),
        Table(
            #"{"maximum":0.1}"#,
            "maximum",
            good: ["0.1", "0.10", "1e-1", "0.09999999999999999999", "-5"],
            bad: ["0.10000000000000000001", "0.2", "1"]
        ),
        Table(
            #"{"exclusiveMaximum":1e400}"#,
            "exclusiveMaximum",
            good: ["9e399", "5", "-1e401"],
            bad: ["1e400", "10e399", "1e401"]
        ),
        Table(
            #"{"minimum":-9223372036854775808}"#,
            "minimum",
            good: ["-9223372036854775808", "0"],
            bad: ["-9223372036854775809", "-1e19"]
        ),
        Table(
            #"{"multipleOf":0.01}"#,
            "multipleOf",
            good: ["0", "0.07", "19.99", "1e5", "-0.01", "0.070"],
            bad: ["0.075", "1e-3"]
        ),
        Table(
            #"{"multipleOf":3}"#,
            "multipleOf",
            good: ["0", "3", "-9", "3e10", "111111111111111111111111"],
            bad: ["1", "3.5", "1111111111111111111111111"]
        ),
    ]

    static let strings: [Table] = [
        Table(
            #"{"maxLength":2}"#,
            "maxLength",
            good: [#""""#, #""ab""#, #""é€""#, #""😀😀""#, #""\u00e9\ud83d\ude00""#, #""\n\"""#, "123", "[1,2,3]"],
            bad: [#""abc""#, #""😀😀😀""#, #""\n\n\n""#, "\"e\u{301}x\""]
        ),
        Table(
            #"{"minLength":2}"#,
            "minLength",
            good: [#""ab""#, #""😀😀""#, #""\\\"""#, "1", "\"e\u{301}\""],
            bad: [#""""#, #""a""#, #""😀""#, #""\ud83d\ude00""#, #""\u0041""#]
        ),
        Table(#"{"minLength":1}"#, "minLength", good: [#""a""#, #""\u0041""#], bad: [#""""#]),
        Table(#"{"maxLength":0}"#, "maxLength", good: [#""""#], bad: [#""a""#]),
        Table(#"{"maxLength":99999999999999999999999}"#, "maxLength", good: [#""a""#], bad: []),
        Table(#"{"minLength":99999999999999999999999}"#, "minLength", good: ["1"], bad: [#""a""#]),
    ]

    static let values: [Table] = [
        Table(
            #"{"enum":["A","B","C","D"]}"#,
            "enum",
            good: [#""A""#, #""D""#, #""\u0042""#],
            bad: [#""a""#, #""""#, #""AB""#, "null", "0", "true", #"["A"]"#]
        ),
        Table(
            #"{"enum":["A\u0000","tab\t","long enough not to be short","é"]}"#,
            "enum",
            good: [
                #""A\u0000""#, #""tab\t""#, #""tab\u0009""#, #""long enough not to be short""#, #""é""#, #""\u00e9""#,
            ],
            bad: [#""A""#, #""tab""#, #""long enough not to be shorT""#, "\"e\u{301}\""]
        ),
        Table(
            #"{"enum":[1,2.50,-0,1e30,9007199254740993]}"#,
            "enum",
            good: [
                "1", "1.0", "10e-1", "2.5", "0", "0.0", "-0", "1e30", "1000000000000000000000000000000",
                "9007199254740993",
            ],
            bad: ["2", "true", #""1""#, "1e31", "9007199254740992", "false", "null"]
        ),
        Table(#"{"enum":[null,true]}"#, "enum", good: ["null", "true"], bad: ["false", "0", "1", #""null""#]),
        Table(#"{"const":false}"#, "const", good: ["false"], bad: ["0", "null", "true"]),
        Table(
            #"{"const":{"a":[1,{"b":"x"}],"c":null}}"#,
            "const",
            good: [#"{"c": null, "a": [1.0, {"\u0062": "\u0078"}]}"#],
            bad: [
                #"{"a":[1,{"b":"x"}]}"#, #"{"a":[1,{"b":"x"}],"c":null,"d":1}"#, #"{"a":[{"b":"x"},1],"c":null}"#,
                #"{"a":[1,{"b":"y"}],"c":null}"#, #"{"a":[1,{"b":"x"}],"d":null}"#, "{}", "[]",
                #"{"a":[1,{"b":"x"},2],"c":null}"#,
            ]
        ),
        Table(#"{"const":[]}"#, "const", good: ["[]", "[ ]"], bad: ["{}", "[[]]", "[1]", "null"]),
        Table(
            #"{"const":[1,[2]]}"#,
            "const",
            good: ["[1,[2]]"],
            bad: ["[1,2]", "[[1],2]", "[1,[2],3]", "[[[[[[]]]]]]"]
        ),
        Table(#"{"enum":[]}"#, "enum", good: [], bad: ["null", "1", "{}", #""""#]),
        Table(
            #"{"enum":[\#((0..<100).map { #""s\#($0)""# }.joined(separator: ","))]}"#,
            "enum",
            good: [#""s0""#, #""s99""#],
            bad: [#""s100""#, #""s""#]
        ),
    ]

    static let items: [Table] = [
        Table(#"{"minItems":2}"#, "minItems", good: ["[1,2]", "[[],[],[]]", "{}", #""""#], bad: ["[]", "[[1,2,3]]"]),
        Table(
            #"{"maxItems":1}"#,
            "maxItems",
            good: ["[]", "[[1,2,3]]", #"{"a":1,"b":2}"#],
            bad: ["[1,2]", "[[],{}]"]
        ),
    ]

    @Test("passes the good and fails the bad", arguments: types + numbers + strings + values + items)
    func table(table: Table) throws {
        let schema = try Schema(field: table.schema)
        let records = (table.good + table.bad).map { "{\"v\":\($0)}" }.joined(separator: "\n")
        let checked = CheckedRecords(records, schema: schema)
        for (index, (value, violations)) in zip(table.good + table.bad, checked.violations).enumerated() {
            let isGood = index < table.good.count
            #expect(violations.map(\.code.rawValue) == (isGood ? [] : [table.code]), "\(value)")
            guard let violation = violations.first else { continue }
            #expect(violation.instanceLocation == "/v")
            let keyword = table.schema == "false" ? "" : "/\(table.code)"
            #expect(violation.keywordLocation == "/properties/v\(keyword)")
            #expect(violation.length == value.utf8.count)
        }
    }

    @Test("a missing field passes everything but `required`")
    func missing() throws {
        for table in Self.types + Self.numbers + Self.strings + Self.values + Self.items {
            #expect(CheckedRecords("{}", schema: try Schema(field: table.schema)).summary == [])
        }
        #expect(CheckedRecords("{}", schema: try Schema(text: #"{"required":["v"]}"#)).summary == ["required"])
        #expect(CheckedRecords(#"{"v":null}"#, schema: try Schema(text: #"{"required":["v"]}"#)).summary == [])
    }

    @Test("reports each keyword that fails, and only the type if that fails")
    func several() throws {
        let schema = try Schema(
            field: #"{"type":["integer","string"],"minimum":5,"multipleOf":2,"enum":[6,8],"minLength":2}"#
        )
        func codes(_ value: String) -> [String] { CheckedRecords("{\"v\":\(value)}", schema: schema).summary }
        #expect(codes("3") == ["enum /v", "minimum /v", "multipleOf /v"])
        #expect(codes(#""x""#) == ["enum /v", "minLength /v"])
        #expect(codes("1.5") == ["type /v"])
        #expect(codes("6.0") == [])
        #expect(codes("null") == ["type /v"])
    }

    @Test("a row of a wrong type does not hide the next field's violations")
    func wrongTypeIsOfOneField() throws {
        let schema = try Schema(text: #"{"properties":{"a":{"type":"string","enum":["x"]},"b":{"minimum":1}}}"#)
        let checked = CheckedRecords(#"{"a":1,"b":0}"#, schema: schema)
        #expect(checked.summary == ["type /a", "minimum /b"])
    }
}
