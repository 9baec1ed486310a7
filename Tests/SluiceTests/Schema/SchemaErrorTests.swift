import Testing

@testable import Sluice

@Suite("The errors of a schema")
struct SchemaErrorTests {
    private func pointers(_ json: String) throws -> [String] {
        let error = #expect(throws: SchemaError.self) { try Schema(json: json, name: "s") }
        let found = try #require(error)
        return ([found] + found.others).map(\.pointer)
    }

    @Test(
        "are all reported at once, in the order of the text",
        arguments: [
            (
                #"{"properties":{"a":{"minimun":1},"b":{"minimum":"1","maxLength":-1}}}"#,
                ["/properties/a/minimun", "/properties/b/minimum", "/properties/b/maxLength"]
            ),
            (
                #"{"minimum":"","required":["a","a"],"properties":{"a":{"type":"text"},"b":{"type":"x"}}}"#,
                ["/minimum", "/required/1", "/properties/a/type", "/properties/b/type"]
            ),
            (
                #"{"properties":{"a":{"properties":{"b":{"items":{"enum":1}},"c":{"x-clean":["trim"]}},"pattern":"("}}}"#,
                [
                    "/properties/a/properties/b/items/enum", "/properties/a/properties/c/x-clean",
                    "/properties/a/pattern",
                ]
            ),
            (
                #"{"additionalProperties":3,"type":"array","properties":{"a":{"x-clean":["trimm"],"type":1}}}"#,
                ["/additionalProperties", "/type", "/properties/a/x-clean/0", "/properties/a/type"]
            ),
            (#"{"$schema":"x","properties":{"a":{"multipleOf":0}}}"#, ["/$schema", "/properties/a/multipleOf"]),
            (
                #"{"a":1,"a":2,"properties":{"b":{"type":"x","type":"y"},"b":{"minimum":""}}}"#,
                [
                    "/a", "/properties/b/type", "/properties/b/type", "/properties/b/type", "/properties/b",
                    "/properties/b/minimum",
                ]
            ),
            (
                #"{"properties":5,"required":[1,"a","a"],"type":7,"additionalProperties":8}"#,
                ["/properties", "/required/0", "/required/2", "/type", "/additionalProperties"]
            ),
            (
                #"{"properties":{"a":{"x-clean":["trimm",{"round":-1},"trim",5]}}}"#,
                ["/properties/a/x-clean/0", "/properties/a/x-clean/1/round", "/properties/a/x-clean/3"]
            ),
        ]
    )
    func several(json: String, expected: [String]) throws {
        #expect(try pointers(json) == expected)
    }

    @Test("are at most a hundred")
    func many() throws {
        let fields = (0..<1_000).map { #""f\#($0)":{"minimun":1}"# }.joined(separator: ",")
        #expect(try pointers("{\"properties\":{\(fields)}}").count == 100)
    }

    @Test("have each their place")
    func places() throws {
        let error = #expect(throws: SchemaError.self) {
            try Schema(json: "{\"properties\":{\"a\":{\"minimun\":1},\n\"b\":{\"minimum\":\"1\"}}}", name: "s.json")
        }
        let found = try #require(error)
        #expect(
            found.message == #"s.json:1:21: /properties/a/minimun: unknown keyword "minimun"; did you mean "minimum"?"#
        )
        #expect(
            found.others.map(\.message) == [
                #"s.json:2:16: /properties/b/minimum: expected a number, found the string "1""#
            ]
        )
    }
}
