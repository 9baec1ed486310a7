import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Every required file of JSON Schema's official test suite.
///
/// Each value is checked in three ways that share little: by a program alone; as a field, for which the schema is
/// compiled to a plan as far as it goes; and, if it is an object, as a record.
@Suite("The official test suite of JSON Schema")
struct SchemaSuiteTests {
    @Test(
        "decides every case as it says, but for remote references",
        .enabled(if: SchemaSuite.isPresent, "JSON-Schema-Test-Suite is not in ../shared/data: it is not checked"),
        arguments: SchemaSuite.drafts.map(\.0)
    )
    func required(draft: String) throws {
        let uri = try #require(SchemaSuite.drafts.first { $0.0 == draft }?.1)
        let directory = try TemporaryDirectory()
        var checked = 0
        var remote = 0
        for file in try SchemaSuite.files(of: draft) {
            for group in try SchemaSuite.groups(of: "\(draft)/\(file)") {
                let schemas: Schemas
                do throws(SchemaError) {
                    schemas = try Schemas(group, uri, directory)
                } catch {
                    #expect(group.schema.contains("localhost:1234"), "\(file), \(group.name): \(error.message)")
                    remote += 1
                    continue
                }
                for test in group.tests {
                    let found = schemas.verdicts(of: test.data)
                    let label = "\(file), \(group.name), \(test.name): \(found)"
                    #expect(found.values.allSatisfy { $0 == test.isValid }, Comment(rawValue: label))
                    checked += 1
                }
            }
        }
        #expect(checked > 700)
        #expect(remote < 40)
    }
}

/// One schema, compiled in each way.
private struct Schemas {
    private let program: SchemaProgram
    private let unit: Int
    private let asField: Schema
    private let asRecord: Schema?

    init(_ group: SchemaSuite.Group, _ draft: String, _ directory: TemporaryDirectory) throws(SchemaError) {
        Self.write(group.schema, to: directory.path("case.json"))
        let field = #"{"$schema":"\#(draft)","properties":{"v":{"$ref":"case.json"}}}"#
        Self.write(field, to: directory.path("record.json"))
        asField = try Schema(contentsOf: directory.path("record.json"))
        var reader = SchemaReader()
        reader.defaultDialect = SchemaDialect(uri: draft) ?? .draft2020
        let library = try reader.read(try SchemaDocument(bytes: Array(group.schema.utf8), name: "case"))
        if let error = SchemaError(reader.errors) { throw error }
        var compiler = ProgramCompiler(library, assertsFormats: false)
        unit = compiler.unit(for: library.root)
        program = try compiler.finish()
        // Records are objects, so a schema that refuses them is refused.
        asRecord = try? Schema(json: Self.naming(draft, group.schema), name: "record")
    }

    private static func write(_ text: String, to path: String) {
        let isWritten = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
        precondition(isWritten, "cannot write \(path)")
    }

    /// The schema with its draft.
    private static func naming(_ draft: String, _ schema: String) -> String {
        guard !schema.contains("\"$schema\""), let brace = schema.firstIndex(of: "{") else { return schema }
        let rest = schema[schema.index(after: brace)...]
        let isEmpty = rest.first { !$0.isWhitespace } == "}"
        return #"{"$schema":"\#(draft)""# + (isEmpty ? "" : ",") + rest
    }

    func verdicts(of data: String) -> [String: Bool] {
        let bytes = Array(data.utf8)
        var evaluator = SchemaEvaluator(program)
        let check = ProgramCheck(unit: unit, location: "", followsReference: false, scope: [])
        let line = data.split(separator: "\n").joined()
        // The check applies to values of every kind.
        let kind = ValueKind.object
        var verdicts = ["program": evaluator.accepts(bytes.span, kind, [check])]
        verdicts["field"] = CheckedRecords(#"{"v":\#(line)}"#, schema: asField).violations[0].isEmpty
        if let asRecord, data.first == "{" {
            verdicts["record"] = CheckedRecords(line, schema: asRecord).violations[0].isEmpty
        }
        if verdicts["program"] == evaluator.faults(of: bytes.span, kind, [check], pointer: "").isEmpty {
            return verdicts
        }
        verdicts["faults"] = verdicts["program"] == false
        return verdicts
    }
}
