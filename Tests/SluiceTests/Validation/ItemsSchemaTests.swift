import Testing

@testable import Sluice

/// The built-in schema, record by record.
@Suite struct ItemsSchemaTests {
    static let good =
        #"{"id":0,"name":"Item 0","category":"A","value":12.5,"quantity":5,"is_active":true,"created_at":"2024"}"#

    @Test("accepts valid records")
    func acceptsGoodRecords() {
        let records = CheckedRecords(Self.good, schema: .items)
        #expect(records.summary == [])
        #expect(records.changes == [:])
    }

    @Test(
        "reports every violation of a record",
        arguments: [
            (#"{"id":1,"name":"a","category":"A","value":0,"quantity":1}"#, []),
            (#"{"id":1.0,"name":"a","category":"A","value":1e2,"quantity":1e2}"#, []),
            (#"{"id":-9223372036854775809,"name":"","category":" d ","value":0.0,"quantity":0.1e1}"#, []),
            (#"{"id":true,"name":"a","category":"A","value":1,"quantity":1}"#, ["type /id"]),
            (#"{"id":1.5,"name":"a","category":"A","value":1,"quantity":1}"#, ["type /id"]),
            (
                #"{"id":1,"name":null,"category":"E","value":-0.1,"quantity":0}"#,
                ["type /name", "enum /category", "minimum /value", "exclusiveMinimum /quantity"]
            ),
            (
                #"{"id":1,"name":"a","category":"AB","value":-1,"quantity":-1}"#,
                ["enum /category", "minimum /value", "exclusiveMinimum /quantity"]
            ),
            (#"{"id":1,"name":"a","category":"\u0041","value":-0,"quantity":"five"}"#, ["type /quantity"]),
            (
                #"{"id":1,"name":"a","category":7,"value":[],"quantity":0.5}"#,
                ["type /category", "type /value", "type /quantity"]
            ),
            (
                #"{"id":1,"name":"a","category":"A","value":1,"quantity":1,"is_active":1,"created_at":{}}"#,
                ["type /is_active", "type /created_at"]
            ),
            (
                #"{"id":1,"name":"a","category":"A","value":1,"quantity":1,"is_active":null,"created_at":null}"#,
                ["type /is_active", "type /created_at"]
            ),
            (#"{}"#, ["required", "required", "required", "required", "required"]),
            (#"{"id":1,"name":"a","category":"A","value":1}"#, ["required"]),
            (#"[]"#, ["not-an-object"]),
            (#"17"#, ["not-an-object"]),
            (
                #"{"id":1,"id":2,"name":"a","category":" a","value":1,"quantity":0}"#,
                ["duplicate-key", "exclusiveMinimum /quantity"]
            ),
        ] as [(String, [String])]
    )
    func violations(record: String, expected: [String]) {
        #expect(CheckedRecords(record, schema: .items).summary == expected)
    }

    @Test("says what was expected, what was found, and where")
    func messages() throws {
        let record = #"{"id":1,"name":"a","category":" e ","value":-1,"quantity":"five"}"#
        let records = CheckedRecords(record, schema: .items, base: 1_000)
        let found = records.violations[0].map { "\($0.offset)+\($0.length) \($0.keywordLocation): \($0.message)" }
        #expect(
            found == [
                #"1030+5 /properties/category/enum: expected one of A, B, C, D, found the string "E" after cleaning"#,
                #"1044+2 /properties/value/minimum: expected a number of at least 0, found the number -1"#,
                #"1058+6 /properties/quantity/type: expected an integer greater than 0, found the string "five""#,
            ]
        )
    }

    @Test("points at the record in which a required field is missing")
    func missing() throws {
        let records = CheckedRecords("\(Self.good)\n{\"id\":1}", schema: .items)
        let violation = try #require(records.violations[1].last)
        #expect(violation.message == #"missing required field "quantity""#)
        #expect(violation.offset == Self.good.utf8.count + 1)
        #expect(violation.keywordLocation == "/required")
    }
}
