import Testing

@testable import Sluice

@Suite struct UnknownFieldTests {
    static let open = #"{"properties":{"a":{"type":"integer"}}}"#
    static let closed = #"{"properties":{"a":{"type":"integer"}},"additionalProperties":false}"#
    static let explicit = #"{"properties":{"a":{"type":"integer"}},"additionalProperties":true}"#
    static let nameless = #"{"required":["a"]}"#
    static let record = #"{"x/y":1,"a":1,"\u0062":{"a":"inner"}}"#

    @Test("follow the schema if it says something of them, and else the policy; those that are dropped are not checked")
    func policies() throws {
        let refused = ["additionalProperties /x~1y", "additionalProperties /b"]
        let cases: [(String, UnknownFieldPolicy, [String])] = [
            (Self.open, .keep, []), (Self.open, .drop, []), (Self.open, .reject, refused),
            (Self.closed, .keep, refused), (Self.closed, .drop, refused), (Self.closed, .reject, refused),
            (Self.explicit, .keep, []), (Self.explicit, .drop, []), (Self.explicit, .reject, []),
            (Self.nameless, .keep, []), (Self.nameless, .drop, []), (Self.nameless, .reject, []),
        ]
        for (schema, policy, expected) in cases {
            let checked = CheckedRecords(Self.record, schema: try Schema(text: schema), unknownFields: policy)
            #expect(checked.summary == expected, "\(schema) \(policy)")
        }
    }

    @Test("are pointed at by their keys")
    func places() throws {
        let schema = try Schema(text: Self.closed)
        let found = CheckedRecords("{\"a\":1}\n" + Self.record, schema: schema, base: 10).violations[1]
        #expect(found.map(\.offset) == [19, 33])
        #expect(found.map(\.length) == [5, 8])
        #expect(found.map(\.keywordLocation) == ["/additionalProperties", "/additionalProperties"])
        #expect(found[0].message == #"unknown field "x/y""#)
    }

    @Test("name no keyword if the schema has none")
    func policyOnly() throws {
        let checked = CheckedRecords(Self.record, schema: try Schema(text: Self.open), unknownFields: .reject)
        #expect(checked.violations[0].map(\.keywordLocation) == ["", ""])
    }
}
