import TestSupport
import Testing

@testable import Sluice

/// Sets and names are looked up, not searched: before, these took minutes.
@Suite("Schemas with tens of thousands of", .serialized, .timeLimit(.minutes(10)))
struct LargeSchemaTests {
    private static let count = 60_000

    /// How many of the records do not conform to the schema.
    private static func rejected(_ schema: String, _ records: [String]) async throws -> Int {
        let directory = try TemporaryDirectory()
        let input = try directory.write(records.joined(separator: "\n"), to: "records.ndjson")
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        let schema = try Schema(json: schema, name: "large")
        let report = try await Ingestion(input: .file(input), output: .none, schema: schema, options: options).run()
        #expect(report.recordsSeen == records.count)
        return report.recordsRejected
    }

    @Test("objects in an enum")
    func objects() async throws {
        let values = (0..<Self.count).map { #"{"kind":"k\#($0)","n":[\#($0),{"deep":true}]}"# }.joined(separator: ",")
        let records = (0..<5_000).map { index in
            // Every tenth is not among them.
            let n = index % 10 == 0 ? Self.count + index : index * 3
            return #"{"v":{"n":[\#(n).0,{"deep":true}],"kind":"k\#(n)"}}"#
        }
        let found = try await Self.rejected(#"{"properties":{"v":{"enum":[\#(values)]}}}"#, records)
        #expect(found == 500)
    }

    @Test("members in a const, in any order")
    func members() async throws {
        let members = (0..<Self.count).map { #""k\#($0)":\#($0)"# }
        let object = { (members: [String]) in "{" + members.joined(separator: ",") + "}" }
        let records = [members, members.reversed(), members.dropLast() + [#""k":1"#]].map { #"{"v":\#(object($0))}"# }
        #expect(try await Self.rejected(#"{"properties":{"v":{"const":\#(object(members))}}}"#, records) == 1)
    }

    @Test("required names, inside a field", arguments: [#"{}"#, #"{"k1":1,"k0":2}"#])
    func requiredInside(object: String) async throws {
        let names = (0..<Self.count).map { #""k\#($0)""# }.joined(separator: ",")
        let whole = "{" + (0..<Self.count).reversed().map { #""k\#($0)":1"# }.joined(separator: ",") + "}"
        let items = Array(repeating: object, count: 2_000).joined(separator: ",")
        let schema = #"{"properties":{"v":{"items":{"required":[\#(names)]}}}}"#
        #expect(try await Self.rejected(schema, [#"{"v":[\#(items)]}"#, #"{"v":[\#(whole),\#(whole)]}"#]) == 1)
    }

    @Test("optional names, in many objects inside a field")
    func optionalInside() async throws {
        let names = (0..<Self.count).map { #""k\#($0)":{"type":"integer"}"# }.joined(separator: ",")
        let items = (0..<50_000).map { #"{"k\#($0 % Self.count)":1}"# }.joined(separator: ",")
        #expect(
            try await Self.rejected(
                #"{"properties":{"v":{"items":{"properties":{\#(names)}}}}}"#,
                [#"{"v":[\#(items)]}"#]
            ) == 0
        )
    }

    @Test("required fields of a record", arguments: [#"{}"#, #"{"k1":1}"#])
    func requiredFields(record: String) async throws {
        let names = (0..<Self.count).map { #""k\#($0)""# }.joined(separator: ",")
        let whole = "{" + (0..<Self.count).map { #""k\#($0)":1"# }.joined(separator: ",") + "}"
        let records = Array(repeating: record, count: 1_000) + [whole]
        #expect(try await Self.rejected(#"{"required":[\#(names)]}"#, records) == 1_000)
    }
}
