/// Applies a schema's cleaning rules to batches, column by column.
///
/// A worker owns one and uses it for all its batches. Values that a rule leaves alone are neither copied nor touched. All
/// rows are cleaned, those too that have been rejected before: their checks, which follow, then see what they would see
/// in a good record. Every change that is made is counted, whatever becomes of the record.
struct ColumnCleaner {
    /// How many values each rule has changed.
    private var counts: [Int]
    private let plans: [FieldPlan]
    /// The columns that have rules.
    private let columns: [Int]
    /// A string's text, what it becomes, and that as JSON.
    private var original: [UInt8] = []
    private var changed: [UInt8] = []
    private var encoded: [UInt8] = []

    /// A cleaner for batches with the schema's fields.
    init(schema: CompiledSchema) {
        counts = Array(repeating: 0, count: schema.cleaningRules.count)
        plans = schema.plans
        columns = schema.plans.indices.filter { !schema.plans[$0].cleaning.isEmpty }
    }

    /// Returns how many values each rule has changed since this was asked last, indexed like
    /// `CompiledSchema.cleaningRules`.
    mutating func takeCounts() -> [Int] {
        defer { for index in counts.indices { counts[index] = 0 } }
        return counts
    }

    /// Applies all rules, each field's in their order.
    mutating func clean(_ batch: inout RecordBatch) {
        for column in columns {
            for step in plans[column].cleaning {
                switch step.rule {
                case .trim: trim(column, step, &batch)
                case .uppercase: changeCase(UppercaseRule(), column, step, &batch)
                case .lowercase: changeCase(LowercaseRule(), column, step, &batch)
                case .round(let places): round(column, places, step, &batch)
                case .default(let value): fillIn(column, value, step, &batch)
                }
            }
        }
    }
}

// MARK: Text

extension ColumnCleaner {
    private mutating func trim(_ column: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        for row in 0..<batch.rowCount {
            let slot = batch[column, row]
            guard slot.kind == .string else { continue }
            let hasEscapes = slot.flags.contains(.hasEscapes)
            guard batch.content(of: slot).mayHaveOuterSpace(hasEscapes: hasEscapes) else { continue }
            loadText(of: slot, batch)
            let kept = TextCleaning.trimmedRange(of: original.span)
            guard kept.count < original.count else { continue }
            changed.removeAll(keepingCapacity: true)
            changed.append(contentsOf: original[kept])
            rewriteString(column, row, step, &batch)
        }
    }

    private mutating func changeCase(
        _ rule: some CaseRule,
        _ column: Int,
        _ step: CleaningStep,
        _ batch: inout RecordBatch
    ) {
        for row in 0..<batch.rowCount {
            let slot = batch[column, row]
            guard slot.kind == .string else { continue }
            let hasEscapes = slot.flags.contains(.hasEscapes)
            guard hasEscapes || !batch.content(of: slot).isASCII(withoutLettersFrom: rule.firstLetter) else { continue }
            loadText(of: slot, batch)
            changed.removeAll(keepingCapacity: true)
            guard rule.append(original, to: &changed) == .changed else { continue }
            rewriteString(column, row, step, &batch)
        }
    }

    /// Puts what a string stands for into `original`.
    private mutating func loadText(of slot: Slot, _ batch: borrowing RecordBatch) {
        original.removeAll(keepingCapacity: true)
        let content = batch.content(of: slot)
        if slot.flags.contains(.hasEscapes) {
            JSONString.appendUnescaped(content, to: &original)
        } else {
            original.append(contentsOf: content)
        }
    }

    /// Gives the slot the text in `changed`.
    private mutating func rewriteString(_ column: Int, _ row: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        Self.encode(changed, into: &encoded)
        // Escapes are longer than what they stand for.
        let hasEscapes = encoded.count > changed.count + 2
        batch.rewrite(column, row, as: .string, text: encoded.span, hasEscapes: hasEscapes)
        counts[step.counter] += 1
    }

    private static func encode(_ text: [UInt8], into encoded: inout [UInt8]) {
        encoded.removeAll(keepingCapacity: true)
        encoded.append(UInt8(ascii: "\""))
        JSONString.appendEscaped(text.span, to: &encoded)
        encoded.append(UInt8(ascii: "\""))
    }
}

// MARK: Numbers and defaults

extension ColumnCleaner {
    /// Numbers with more bytes may be beyond the range of a double.
    private static let safeNumberLength = 300

    private mutating func round(_ column: Int, _ places: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        for row in 0..<batch.rowCount {
            let slot = batch[column, row]
            guard slot.kind == .decimal else { continue }
            // The double nearest to a number of so few decimals is what rounding would give.
            if slot.length <= Self.safeNumberLength, let decimals = NumberText.decimalPlaces(batch.text(of: slot)),
                decimals <= places
            {
                continue
            }
            guard let value = NumberText.double(batch.text(of: slot)) else {
                rejectRange(column, row, step, &batch)
                continue
            }
            let rounded = DecimalRounding.rounded(value, toPlaces: places)
            guard rounded != value else { continue }
            let text = rounded.description
            batch.rewrite(column, row, as: .decimal, text: text.utf8.span, hasEscapes: false)
            counts[step.counter] += 1
        }
    }

    private func rejectRange(_ column: Int, _ row: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        let keyword = FailedKeyword(
            code: ErrorCode(rawValue: SchemaKeyword.clean.rawValue),
            location: step.location
        )
        let expectation = "a number that a double can hold, to round it"
        let pointer = plans[column].pointer
        let violation = batch.violation(
            of: keyword,
            batch[column, row],
            pointer: pointer,
            expectation: expectation
        )
        batch.reject(row, violation)
    }

    private mutating func fillIn(
        _ column: Int,
        _ value: DefaultValue,
        _ step: CleaningStep,
        _ batch: inout RecordBatch
    ) {
        for row in 0..<batch.rowCount {
            let kind = batch[column, row].kind
            guard kind == .missing || (kind == .null && value.kind != .null), batch.isObject(row) else { continue }
            batch.rewrite(column, row, as: value.kind, text: value.text.span, hasEscapes: value.hasEscapes)
            counts[step.counter] += 1
        }
    }
}
