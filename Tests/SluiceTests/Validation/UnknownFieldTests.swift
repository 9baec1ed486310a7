import Testing

@testable import Sluice

@Suite struct UnknownFieldTests {
    static let open = #"{"properties":{"a":{"type":"integer"}}}"#
    static let closed = #"{"properties":{"a":{"type":"integer"}},"additionalProperties":false}"#
    static let record = #"{"x/y":1,"a":1,"\u0062":{"a":"inner"}}"#

    @Test("are refused by the policy or by the schema, and not checked when they are dropped")
    func policies() throws {
        let refused = ["additionalProperties /x~1y", "additionalProperties /b"]
        let cases: [(String, UnknownFieldPolicy, [String])] = [
            (Self.open, .keep, []), (Self.open, .drop, []), (Self.open, .reject, refused),
            (Self.closed, .keep, refused), (Self.closed, .drop, []), (Self.closed, .reject, refused),
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
