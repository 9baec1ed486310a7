@testable import Sluice

/// Any bytes as a schema: an error with a place, or plans that do not hang on how the text is laid out, and by which
/// any record can be checked.
final class SchemaTarget: FuzzTarget {
    private static let records = [
        #"{"a":1,"b":"x","c":[1,2.5,null,"y",{"a":true}],"d":{"a":-0,"b":[[]]}}"#,
        #"{"a":"2026-11-24","b":null,"c":{},"d":"A","id":1e400,"name":"\u00e9"}"#,
    ].map { Array($0.utf8) }

    func run(_ input: FuzzInput) {
        let compiled = Self.compile(input.bytes)
        guard let document = compiled.document else { return }
        var compact = ReferenceRecord.compact(Array(input.bytes.dropFirst(Self.markLength(input.bytes))))
        checkSame(compiled, Self.compile(compact), "its compact form")
        compact = IndentedJSON.text(of: compact.span)
        checkSame(compiled, Self.compile(compact), "its indented form")
        guard let schema = compiled.schema else { return }
        checkPlans(schema)
        checkOutputs(document)
        checkRecords(schema)
    }

    private struct Compiled {
        var document: SchemaDocument?
        var schema: CompiledSchema?
        /// What is wrong, without its place.
        var reason = ""
        var pointer = ""
    }

    private static func compile(_ bytes: [UInt8]) -> Compiled {
        var compiled = Compiled()
        do throws(SchemaError) {
            let document = try SchemaDocument(bytes: bytes, name: "s")
            compiled.document = document
            compiled.schema = try Schema(json: String(decoding: bytes, as: UTF8.self), name: "s").compiled
        } catch {
            compiled.pointer = error.pointer
            expect(error.message.utf8.starts(with: "s:".utf8), "an error names no place: \(error.message)")
            let parts = error.message.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 3)
            compiled.reason = String(parts.last.map(Substring.init) ?? "")
        }
        return compiled
    }

    private static func markLength(_ bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    private func checkSame(_ first: Compiled, _ second: Compiled, _ what: String) {
        expect(first.pointer == second.pointer, "\(first.pointer) is at fault, and in \(what) \(second.pointer)")
        expect(
            (first.schema == nil) == (second.schema == nil),
            "\(what) is \(second.reason), and it is \(first.reason)"
        )
        guard let plans = first.schema?.plans, let others = second.schema?.plans else { return }
        expect(first.schema?.cleaningRules == second.schema?.cleaningRules, "\(what) has other rules")
        expect(plans.map(\.expectation) == others.map(\.expectation), "\(what) expects something else")
        expect(plans.map { $0.required != nil } == others.map { $0.required != nil }, "\(what) requires something else")
    }

    /// Each field is found by its name, and has a plan.
    private func checkPlans(_ schema: CompiledSchema) {
        expect(schema.plans.count == schema.fields.count, "there are fields without a plan")
        for (index, plan) in schema.plans.enumerated() {
            let found = schema.fields.index(of: Array(plan.name.utf8).span)
            expect(found == index, "the field \(plan.name) is found at \(found as Any)")
            expect(JSONPointer(plan.pointer)?.tokens == [Array(plan.name.utf8)], "\(plan.pointer) is not its field")
        }
    }

    /// Outputs with columns are planned, or refused with a reason; the schema's files can be written.
    private func checkOutputs(_ document: SchemaDocument) {
        let schema: Schema
        do throws(SchemaError) {
            schema = try Schema(json: String(decoding: document.bytes, as: UTF8.self), name: "s")
        } catch {
            fatalError("the schema is refused as a string: \(error.message)")
        }
        _ = try? CSVPlan(schema, IngestionOptions())
        guard let columns = try? ParquetSchemaCompiler.compile(schema, unknownFields: .keep) else { return }
        expect(columns.fields.count == schema.compiled.fields.count, "a field has no node")
        let leaves = columns.elements.filter { $0.type != nil }.count
        expect(leaves == columns.columns.count, "the tree has \(leaves) leaves for \(columns.columns.count) columns")
        _ = FileMetadata(schema: columns).ending(at: 4)
    }

    private func checkRecords(_ schema: CompiledSchema) {
        // Storage for very many columns is not what is tested here.
        guard schema.fields.count <= 64 else { return }
        var batch = RecordBatch(fields: schema.fields)
        var cleaner = ColumnCleaner(schema: schema)
        var validator = ColumnValidator(schema: schema, integers: .text)
        var rewriter = ValueRewriter(schema: schema, integers: .text)
        for record in Self.records {
            batch.read(record)
            cleaner.clean(&batch)
            validator.validate(&batch)
            rewriter.rewrite(&batch)
        }
    }
}
