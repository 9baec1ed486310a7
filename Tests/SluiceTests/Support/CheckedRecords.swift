@testable import Sluice

/// Records, one a line, that have been cleaned, checked against a schema, and rewritten for text files.
struct CheckedRecords {
    /// For each record, what is wrong with it, in the order found.
    private(set) var violations: [[Violation]] = []
    /// For each record, the text of each of the schema's fields; `nil` for one that is missing.
    private(set) var texts: [[String?]] = []
    /// For each rule, how many values it has changed: `/name trim`.
    private(set) var changes: [String: Int] = [:]
    /// How many members inside fields were dropped.
    private(set) var droppedFields = 0
    /// What is said of columns, with the offset of the value.
    private(set) var notices: [String] = []

    /// Checks the records in `lines`, the first of which stands at the offset `base`.
    init(_ lines: String, schema: Schema, unknownFields: UnknownFieldPolicy = .keep, base: Int = 0) {
        let bytes = Array(lines.utf8)
        let compiled = schema.planned(for: unknownFields)
        var batch = RecordBatch(fields: compiled.fields)
        var cleaner = ColumnCleaner(schema: compiled)
        var validator = ColumnValidator(schema: compiled, integers: .text)
        var rewriter = ValueRewriter(schema: compiled, integers: .text)
        // SAFETY: `bytes` outlives the batch.
        unsafe batch.begin(over: bytes.span, base: base)
        var start = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            Self.read(bytes.span, start..<start + line.count, &batch)
            start += line.count + 1
        }
        cleaner.clean(&batch)
        validator.validate(&batch)
        rewriter.rewrite(&batch)
        var counts = cleaner.takeCounts()
        rewriter.takeCounts(of: batch, into: &counts, droppedFields: &droppedFields)
        notices = rewriter.takeNotices().map { "\($0.offset): \($0.message)" }
        for (rule, count) in zip(compiled.cleaningRules, counts) where count > 0 {
            changes["\(rule.field) \(rule.rule)", default: 0] += count
        }
        collect(batch)
    }

    private static func read(_ bytes: Span<UInt8>, _ line: Range<Int>, _ batch: inout RecordBatch) {
        var tokenizer = JSONTokenizer(maximumDepth: 512)
        let base = batch.base
        batch.beginRow(at: base + line.lowerBound)
        let text = bytes.extracting(first: line.upperBound)
        var progress = tokenizer.next(text, from: line.lowerBound, base: base, into: &batch)
        if progress == .needsMore { progress = tokenizer.finish(at: base + line.upperBound, into: &batch) }
        guard case .complete(let end) = progress else { preconditionFailure("a test's record is JSON: \(progress)") }
        batch.endRow(at: end)
    }

    private mutating func collect(_ batch: borrowing RecordBatch) {
        violations = Array(repeating: [], count: batch.rowCount)
        for (row, violation) in batch.violations { violations[row].append(violation) }
        for row in 0..<batch.rowCount {
            var texts: [String?] = []
            for field in 0..<batch.fields.count {
                let slot = batch[field, row]
                let text = slot.kind == .missing ? nil : Array(copying: batch.text(of: slot))
                texts.append(text.map { String(decoding: $0, as: UTF8.self) })
            }
            self.texts.append(texts)
        }
    }

    /// The only record's violations as `code instanceLocation`, in the order found.
    var summary: [String] {
        violations[0].map { $0.instanceLocation.isEmpty ? $0.code.rawValue : "\($0.code) \($0.instanceLocation)" }
    }
}
