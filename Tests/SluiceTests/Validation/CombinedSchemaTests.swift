import Testing

@testable import Sluice

/// Several schemas of one value: what each of them says counts, and errors name the one that says it.
@Suite struct CombinedSchemaTests {
    @Test("a value of a wrong kind fails the keyword that excludes its kind")
    func kinds() throws {
        let schema = try Schema(field: #"{"type":"integer","oneOf":[{"type":["array","number"],"minimum":0}]}"#)
        #expect(Self.errors(schema, #"{"v":[]}"#) == ["/v /properties/v/type"])
        #expect(Self.errors(schema, #"{"v":"x"}"#) == ["/v /properties/v/oneOf"])
        #expect(Self.errors(schema, #"{"v":1.5}"#) == ["/v /properties/v/type"])
        #expect(Self.errors(schema, #"{"v":1.0}"#) == [])
        let inner = try Schema(field: #"{"items":{"allOf":[{"type":["null","string"]},{"type":"string"}]}}"#)
        #expect(
            Self.errors(inner, #"{"v":[1,null,"x"]}"#) == [
                "/v/0 /properties/v/items/allOf/0/type", "/v/1 /properties/v/items/allOf/1/type",
            ]
        )
    }

    @Test("an alternative that applies to no record says nothing of records")
    func otherKinds() throws {
        let schema = try Schema(
            text: #"""
                {"oneOf":[{"type":"array","maxProperties":0,"patternProperties":{"a":false}},{"type":"object"}]}
                """#
        )
        #expect(Self.errors(schema, #"{"a":1}"#) == [])
        let field = try Schema(field: #"{"anyOf":[{"type":"null","maxItems":0,"uniqueItems":true},{"type":"array"}]}"#)
        #expect(Self.errors(field, #"{"v":[1,1]}"#) == [])
    }

    @Test("a schema of all items counts beside one that describes them by position")
    func items() throws {
        let schema = try Schema(field: #"{"allOf":[{"items":{"type":"integer"}}],"prefixItems":[{"minimum":1}]}"#)
        #expect(Self.errors(schema, #"{"v":[1,2]}"#) == [])
        #expect(
            Self.errors(schema, #"{"v":[0,"x"]}"#)
                == ["/v/1 /properties/v/allOf/0/items/type", "/v/0 /properties/v/prefixItems/0/minimum"]
        )
    }

    @Test("members that a referenced schema refuses have its absolute location, which is a URI")
    func absoluteLocations() throws {
        let schema = try Schema(
            text: #"""
                {"$ref":"#/$defs/A%20b%3C1%3E","$defs":{"A b<1>":{
                  "properties":{"a":{"additionalProperties":false}},"additionalProperties":false,
                  "patternProperties":{"^x":{"anyOf":[{"minimum":1},{"maximum":0}]}}
                }}}
                """#
        )
        let found = CheckedRecords(#"{"a":{"b":1},"c":2,"x":0.5}"#, schema: schema).violations[0]
        let root = "#/$defs/A%20b%3C1%3E"
        #expect(
            found.map(\.absoluteKeywordLocation).sorted()
                == [
                    "\(root)/additionalProperties", "\(root)/patternProperties/%5Ex/anyOf",
                    "\(root)/patternProperties/%5Ex/anyOf/0/minimum", "\(root)/properties/a/additionalProperties",
                ]
        )
    }

    @Test("unevaluatedProperties says nothing of the members of a value that is wrong otherwise")
    func unevaluated() throws {
        let schema = try Schema(
            text: #"""
                {"oneOf":[{"$ref":"#/$defs/Cat"},{"$ref":"#/$defs/Dog"}],"unevaluatedProperties":false,"$defs":{
                  "Cat":{"properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}},"unevaluatedProperties":true},
                  "Dog":{"properties":{"kind":{"const":"dog"},"name":{"type":"string"}}}
                }}
                """#
        )
        #expect(
            Self.errors(schema, #"{"kind":"dog","name":1,"age":2}"#)
                == ["/name /oneOf/1/$ref/properties/name/type", " /oneOf", "/age /unevaluatedProperties"]
        )
        #expect(Self.errors(schema, #"{"kind":"cat","lives":"x","age":2}"#).count == 2)
    }

    private static func errors(_ schema: Schema, _ record: String) -> [String] {
        CheckedRecords(record, schema: schema).violations[0].map { "\($0.instanceLocation) \($0.keywordLocation)" }
    }
}
