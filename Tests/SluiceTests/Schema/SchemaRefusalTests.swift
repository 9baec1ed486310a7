import Testing

@testable import Sluice

/// What a schema must not contain, and the messages about it.
@Suite struct SchemaRefusalTests {
    @Test(
        "refuses what is probably a misspelt keyword, and suggests the right one",
        arguments: [
            ("minimun", "minimum"), ("maxlength", "maxLength"), ("requierd", "required"), ("enums", "enum"),
            ("patern", "pattern"), ("x-claen", "x-clean"), ("$schemas", "$schema"), ("anyof", "anyOf"),
            ("unevaluatedProperty", nil), ("typ", nil), ("frobnicate", nil), ("", nil), ("links", nil),
        ] as [(String, String?)]
    )
    func unknownKeyword(keyword: String, meant: String?) throws {
        let text = "{\"properties\":{\"v\":{\"\(keyword)\":1}}}"
        let place = "s.json:1:21: /properties/v/\(keyword): "
        guard let meant else {
            let warnings = try Schema(text: text).warnings
            #expect(warnings.count == 1)
            #expect(warnings[0].hasPrefix(place + "keyword \"\(keyword)\" is "), "\(warnings)")
            return
        }
        #expect(
            Schema.errorMessage(of: text) == place + "unknown keyword \"\(keyword)\"; did you mean \"\(meant)\"?"
        )
    }

    @Test("warns once of a keyword that it does not know")
    func unknownOnce() throws {
        let warnings = try Schema(text: #"{"typ":1,"properties":{"a":{"typ":2,"tsType":"X"}}}"#).warnings
        #expect(
            warnings == [
                #"s.json:1:2: /typ: keyword "typ" is unknown, and ignored; did you mean "type"?"#,
                #"s.json:1:37: /properties/a/tsType: keyword "tsType" is unknown, and ignored"#,
            ]
        )
    }

    @Test(
        "refuses values that a keyword cannot have",
        arguments: [
            (
                #"{"type":"int"}"#,
                #"28: /properties/v/type: expected one of null, boolean, object, array, number, string, integer, found the string "int"; did you mean "integer"?"#
            ),
            (
                #"{"type":"strin"}"#,
                #"28: /properties/v/type: expected one of null, boolean, object, array, number, string, integer, found the string "strin"; did you mean "string"?"#
            ),
            (
                #"{"type":7}"#,
                "28: /properties/v/type: expected the name of a type, or an array of them, found the number 7"
            ),
            (#"{"type":[]}"#, "28: /properties/v/type: expected at least one type, found an empty array"),
            (#"{"type":["null","null"]}"#, #"36: /properties/v/type/1: the type "null" is listed twice"#),
            (#"{"enum":"A"}"#, #"28: /properties/v/enum: expected an array of values, found the string "A""#),
            (#"{"minimum":"0"}"#, #"31: /properties/v/minimum: expected a number, found the string "0""#),
            (#"{"maximum":null}"#, "31: /properties/v/maximum: expected a number, found null"),
            (#"{"exclusiveMinimum":true}"#, "40: /properties/v/exclusiveMinimum: expected a number, found true"),
            (#"{"exclusiveMaximum":[]}"#, "40: /properties/v/exclusiveMaximum: expected a number, found an array"),
            (
                #"{"multipleOf":0}"#,
                "34: /properties/v/multipleOf: expected a number greater than 0, found the number 0"
            ),
            (
                #"{"multipleOf":-2}"#,
                "34: /properties/v/multipleOf: expected a number greater than 0, found the number -2"
            ),
            (
                #"{"minLength":-1}"#,
                "33: /properties/v/minLength: expected an integer of at least 0, found the number -1"
            ),
            (
                #"{"maxLength":1.5}"#,
                "33: /properties/v/maxLength: expected an integer of at least 0, found the number 1.5"
            ),
            (
                #"{"minItems":"1"}"#,
                #"32: /properties/v/minItems: expected an integer of at least 0, found the string "1""#
            ),
            (
                #"{"maxItems":-0.5}"#,
                "32: /properties/v/maxItems: expected an integer of at least 0, found the number -0.5"
            ),
            (#"{"items":3}"#, "29: /properties/v/items: expected a schema, found the number 3"),
            (#"{"allOf":[]}"#, "29: /properties/v/allOf: expected at least one schema, found an empty array"),
            (#"{"anyOf":{}}"#, "29: /properties/v/anyOf: expected an array of schemas, found an object"),
            (#"{"not":null}"#, "27: /properties/v/not: expected a schema, found null"),
            (#"{"uniqueItems":1}"#, "35: /properties/v/uniqueItems: expected true or false, found the number 1"),
            (#"{"$ref":1}"#, "28: /properties/v/$ref: expected a string, found the number 1"),
            (#"{"pattern":1}"#, "31: /properties/v/pattern: expected a regular expression, found the number 1"),
            (
                #"{"dependentRequired":{"a":["b","b"]}}"#,
                #"51: /properties/v/dependentRequired/a/1: the name "b" is listed twice"#
            ),
            (#"{"properties":[]}"#, "34: /properties/v/properties: expected an object of schemas, found an array"),
            (#"{"properties":{"w":1}}"#, "39: /properties/v/properties/w: expected a schema, found the number 1"),
            (
                #"{"required":"w"}"#,
                #"32: /properties/v/required: expected an array of field names, found the string "w""#
            ),
            (
                #"{"required":["w",1]}"#,
                "37: /properties/v/required/1: expected the name of a field, found the number 1"
            ),
            (#"{"required":["w","\u0077"]}"#, #"37: /properties/v/required/1: the name "\u0077" is listed twice"#),
            (
                #"{"additionalProperties":"no"}"#,
                #"44: /properties/v/additionalProperties: expected a schema, found the string "no""#
            ),
            (#"{"title":1}"#, "29: /properties/v/title: expected a string, found the number 1"),
            (#"{"examples":1}"#, "32: /properties/v/examples: expected an array, found the number 1"),
            (
                #"{"deprecated":"yes"}"#,
                #"34: /properties/v/deprecated: expected true or false, found the string "yes""#
            ),
            (#"{"$defs":[]}"#, "29: /properties/v/$defs: expected an object of schemas, found an array"),
            (#"3"#, "20: /properties/v: expected a schema, found the number 3"),
        ]
    )
    func value(field: String, expected: String) {
        #expect(Schema.errorMessage(of: #"{"properties":{"v":\#(field)}}"#) == "s.json:1:\(expected)")
    }

    @Test(
        "refuses unknown cleaning rules",
        arguments: [
            (#""trim""#, #"expected an array of cleaning rules, found the string "trim""#),
            (#"["trimm"]"#, #"unknown cleaning rule "trimm"; did you mean "trim"?"#),
            (
                #"["upper"]"#,
                #"unknown cleaning rule "upper"; expected trim, uppercase, lowercase, round or default"#
            ),
            (#"["round"]"#, #"cleaning rule "round" requires a number of decimals: {"round": 2}"#),
            (#"["default"]"#, #"cleaning rule "default" requires a value: {"default": 0}"#),
            (#"[{"trim":true}]"#, #"cleaning rule "trim" takes no argument: expected "trim""#),
            (#"[{"rond":2}]"#, #"unknown cleaning rule "rond"; did you mean "round"?"#),
            (#"[{}]"#, "expected an object with one rule, found 0 members"),
            (#"[{"round":2,"default":0}]"#, "expected an object with one rule, found 2 members"),
            (#"[{"round":-1}]"#, "expected a number of decimals from 0 to 22, found the number -1"),
            (#"[{"round":23}]"#, "expected a number of decimals from 0 to 22, found the number 23"),
            (#"[{"round":1.5}]"#, "expected a number of decimals from 0 to 22, found the number 1.5"),
            (#"[{"round":"2"}]"#, #"expected a number of decimals from 0 to 22, found the string "2""#),
            (#"[null]"#, "expected a cleaning rule, found null"),
        ]
    )
    func cleaning(rules: String, expected: String) throws {
        let message = try #require(Schema.errorMessage(of: #"{"properties":{"v":{"x-clean":\#(rules)}}}"#))
        #expect(message.hasPrefix("s.json:1:"))
        #expect(message.contains(": /properties/v/x-clean"))
        #expect(message.hasSuffix(": " + expected))
    }

    @Test("refuses cleaning anywhere but in the record's own fields")
    func cleaningInside() {
        let inside = "\"x-clean\" is supported only for the record's own fields, not inside them or in alternatives"
        #expect(
            Schema.errorMessage(of: #"{"properties":{"v":{"items":{"x-clean":["trim"]}}}}"#)
                == "s.json:1:30: /properties/v/items/x-clean: \(inside)"
        )
        #expect(
            Schema.errorMessage(of: #"{"properties":{"v":{"properties":{"w":{"x-clean":["trim"]}}}}}"#)
                == "s.json:1:40: /properties/v/properties/w/x-clean: \(inside)"
        )
        for keyword in ["anyOf", "oneOf", "not", "if"] {
            let schema = ##"{"$ref":"#/$defs/d"}"##
            let value = keyword.hasSuffix("Of") ? "[\(schema),{\"type\":\"null\"}]" : schema
            let text =
                ##"{"properties":{"v":{"\##(keyword)":\##(value)}},"$defs":{"d":{"type":"string","x-clean":["trim"]}}}"##
            #expect(Schema.errorMessage(of: text)?.hasSuffix("/$defs/d/x-clean: \(inside)") == true, "\(keyword)")
        }
        // A definition that is not used may have rules.
        #expect(Schema.errorMessage(of: #"{"$defs":{"d":{"x-clean":["trim"]}}}"#) == nil)
    }

    @Test(
        "refuses what does not describe an object",
        arguments: [
            ("[]", "expected a schema that describes an object, found an array"),
            (#"{"type":"array"}"#, "/type: expected a schema that describes an object: every record is one"),
            (#"{"type":["null","string"]}"#, "/type: expected a schema that describes an object: every record is one"),
        ]
    )
    func root(text: String, expected: String) throws {
        let message = try #require(Schema.errorMessage(of: text))
        #expect(message.hasSuffix(": " + expected))
    }

    @Test("reports every bad name of a list of types")
    func typeNames() throws {
        let text = #"{"properties":{"a":{"type":["strng","integer","int","integer",7]},"b":{"type":["x","y"]}}}"#
        let error = #expect(throws: SchemaError.self) { try Schema(text: text) }
        let errors = try #require(error).all
        #expect(
            errors.map(\.pointer) == [
                "/properties/a/type/0", "/properties/a/type/2", "/properties/a/type/3", "/properties/a/type/4",
                "/properties/b/type/0", "/properties/b/type/1",
            ]
        )
        #expect(errors[0].message.hasPrefix("s.json:1:29: ") && errors[5].message.hasPrefix("s.json:1:"))
        #expect(errors[2].message.hasSuffix("the type \"integer\" is listed twice"))
    }

    @Test("refuses drafts that it does not know")
    func drafts() throws {
        let text = #"{"$schema":"http://json-schema.org/draft-04/schema#"}"#
        let message = try #require(Schema.errorMessage(of: text))
        #expect(
            message.hasPrefix(
                #"s.json:1:12: /$schema: expected draft 2020-12 ("https://json-schema.org/draft/2020-12/schema"), "#
            )
        )
        #expect(message.hasSuffix(#", found "http://json-schema.org/draft-04/schema#""#))
    }

    @Test(
        "refuses what is not JSON, with line and column",
        arguments: [
            ("", "s.json:1:1: not JSON: expected a value, found the end of the input"),
            (
                "{\n  \"é\": 1,\n}",
                "s.json:3:1: not JSON: expected a key in quotes, found '}' (JSON has no trailing commas)"
            ),
            ("{\"é😀\" 1}", "s.json:1:7: not JSON: expected ':' after the key, found '1'"),
            ("{} {}", "s.json:1:4: not JSON: expected the end of the input, found '{'"),
            ("\u{FEFF}{,}", "s.json:1:2: not JSON: expected a key in quotes or '}', found ','"),
            (String(repeating: "[", count: 2_200), "s.json:1:2001: not JSON: nested deeper than 2000 levels"),
        ]
    )
    func syntax(text: String, expected: String) {
        #expect(Schema.errorMessage(of: text) == expected)
    }

    @Test("refuses a key that occurs twice, however it is spelt")
    func duplicateKeys() {
        #expect(
            Schema.errorMessage(of: #"{"properties":{"a":{},"\u0061":{}}}"#)
                == "s.json:1:23: /properties/a: duplicate key"
        )
        #expect(
            Schema.errorMessage(of: #"{"properties":{"v":{"enum":[0,{"b":1,"b":1}]}}}"#)
                == "s.json:1:38: /properties/v/enum/1/b: duplicate key"
        )
    }

    @Test("reports what is wrong with a file")
    func files() {
        func message(_ path: String) -> String? {
            do throws(SchemaError) {
                _ = try Schema(contentsOf: path)
                return nil
            } catch {
                return error.message
            }
        }
        #expect(
            message("/no/such/file.json") == "/no/such/file.json: no such schema file; the built-in schema is items"
        )
        #expect(message("/") == "/: expected a schema file, found a directory")
        #expect(message("/dev/null") == "/dev/null:1:1: not JSON: expected a value, found the end of the input")
        #expect(message("/dev/zero") == "/dev/zero: expected a schema of at most 16 MiB")
    }
}
