import Foundation

@testable import Sluice

/// Pairs of a schema and a value with what is found wrong, as the reference reads them.
///
/// A record is checked in two ways that share little: with the columns of its schema, as a run does, and by the program
/// of the whole schema alone. Other values are checked by the program.
struct SchemaPairs {
    /// The lines that the reference reads.
    private(set) var input = ""
    /// The pairs in the order of the reference's answers.
    private(set) var labels: [String] = []
    /// How many of the schemas describe records.
    private(set) var recordSchemas = 0

    mutating func add(_ schema: String, records: [String], values: [String]) throws {
        let program = try ProgramAlone(schema)
        var ways = records.map { [program.violations(of: $0)] }
        if let columns = try Self.recordSchema(schema) {
            recordSchemas += 1
            let checked = CheckedRecords(records.joined(separator: "\n"), schema: columns)
            for row in records.indices { ways[row].append(checked.violations[row]) }
        }
        ways += values.map { [program.violations(of: $0)] }
        let all = records + values
        let pairs = try zip(all, ways).map { value, ways in
            let found = ways.map { $0.map { [$0.instanceLocation, $0.keywordLocation, $0.absoluteKeywordLocation] } }
            return "[\(value),\(String(decoding: try JSONEncoder().encode(found), as: UTF8.self))]"
        }
        input += "[\(schema),[\(pairs.joined(separator: ","))]]\n"
        labels += all.map { "\(schema) of \($0)" }
    }

    /// The schema with columns; `nil` if it accepts no object.
    private static func recordSchema(_ text: String) throws -> Schema? {
        do throws(SchemaError) {
            return try Schema(json: text, name: "s.json")
        } catch {
            if error.message.contains("every record is one") { return nil }
            throw ReferenceFailure(description: "\(text): \(error.message)")
        }
    }
}

private struct ReferenceFailure: Error, CustomStringConvertible {
    let description: String
}

/// The program of a whole schema.
private struct ProgramAlone {
    private let program: SchemaProgram
    private let check: ProgramCheck

    init(_ text: String) throws {
        var reader = SchemaReader()
        let library = try reader.read(try SchemaDocument(bytes: Array(text.utf8), name: "s.json"))
        if let error = SchemaError(reader.errors) { throw ReferenceFailure(description: "\(text): \(error.message)") }
        var compiler = ProgramCompiler(library, assertsFormats: false)
        let unit = compiler.unit(for: library.root)
        program = try compiler.finish()
        check = ProgramCheck(unit: unit, location: "", followsReference: false, scope: [])
    }

    func violations(of value: String) -> [Violation] {
        let bytes = Array(value.utf8)
        var evaluator = SchemaEvaluator(program)
        // The check applies to every kind, so it does not matter which one is given.
        let accepts = evaluator.accepts(bytes.span, .object, [check])
        let violations = evaluator.faults(of: bytes.span, .object, [check], pointer: "")
        precondition(accepts == violations.isEmpty, "\(value) is accepted: \(accepts), with \(violations)")
        return violations
    }
}
