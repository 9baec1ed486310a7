/// Applies a schema's cleaning rules to batches, column by column.
///
/// A worker owns one and uses it for all its batches. Values that no rule changes are neither copied nor touched. All
/// rows are cleaned, including rows already rejected, so that the checks that follow see what they would see in a good
/// record. Every change is counted, whether or not the record is rejected.
struct ColumnCleaner {
    /// How many values each rule has changed.
    private var counts: [Int]
    private let plans: [FieldPlan]
    /// The columns that have rules.
    private let columns: [Int]
    /// A string's text, the changed text, and the changed text as JSON.
    private var original: [UInt8] = []
    private var changed: [UInt8] = []
    private var encoded: [UInt8] = []

    /// A cleaner for batches with the schema's fields.
    init(schema: CompiledSchema) {
        counts = Array(repeating: 0, count: schema.cleaningRules.count)
        plans = schema.plans
        columns = schema.plans.indices.filter { !schema.plans[$0].cleaning.isEmpty }
    }

    /// Returns how many values each rule has changed since the last call, indexed like `CompiledSchema.cleaningRules`.
    mutating func takeCounts() -> [Int] {
        defer { for index in counts.indices { counts[index] = 0 } }
        return counts
    }

    /// Applies all rules, those of each field in order.
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

// MARK: Writing a changed value

extension ColumnCleaner {
    /// Replaces the text of a value, and counts the change.
    private mutating func write(
        _ text: [UInt8],
        as kind: ValueKind,
        hasEscapes: Bool,
        _ column: Int,
        _ row: Int,
        _ step: CleaningStep,
        _ batch: inout RecordBatch
    ) {
        guard batch.hasRoom(for: text.count) else {
            reject(column, row, step, expectation: "less than 4 GiB of cleaned text", &batch)
            return
        }
        batch.rewrite(column, row, as: kind, text: text.span, hasEscapes: hasEscapes)
        counts[step.counter] += 1
    }

    private func reject(
        _ column: Int,
        _ row: Int,
        _ step: CleaningStep,
        expectation: String,
        _ batch: inout RecordBatch
    ) {
        let code = ErrorCode(rawValue: SchemaKeyword.clean.rawValue)
        let keyword = FailedKeyword(code: code, location: step.location)
        let pointer = plans[column].pointer
        batch.reject(row, batch.violation(of: keyword, column, row, pointer: pointer, expectation: expectation))
    }
}

// MARK: Finding values that may change

extension ColumnCleaner {
    /// Returns the first row from `row` on whose value is of `kind` and, by a quick look, may change.
    @inline(__always)
    private static func findRow(
        _ batch: borrowing RecordBatch,
        _ column: Int,
        _ kind: ValueKind,
        from row: Int,
        where mayChange: (Span<UInt8>, Slot) -> Bool
    ) -> Int? {
        let slots = batch.column(column)
        for row in row..<slots.count {
            // SAFETY: rows from 0 to the column's end.
            let slot = unsafe slots[unchecked: row]
            if slot.kind == kind, mayChange(batch.text(of: slot), slot) { return row }
        }
        return nil
    }
}

// MARK: Text

extension ColumnCleaner {
    private mutating func trim(_ column: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        var next = 0
        while let row = Self.findRow(batch, column, .string, from: next, where: { $0.mayHaveOuterSpace($1.flags) }) {
            next = row + 1
            loadText(of: batch[column, row], batch)
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
        var next = 0
        let first = rule.firstLetter
        while let row = Self.findRow(
            batch,
            column,
            .string,
            from: next,
            where: { $0.mayHaveLetters(from: first, $1.flags) }
        ) {
            next = row + 1
            loadText(of: batch[column, row], batch)
            changed.removeAll(keepingCapacity: true)
            guard rule.append(original, to: &changed) == .changed else { continue }
            rewriteString(column, row, step, &batch)
        }
    }

    /// Loads the unescaped text of a string into `original`.
    private mutating func loadText(of slot: Slot, _ batch: borrowing RecordBatch) {
        original.removeAll(keepingCapacity: true)
        let content = batch.content(of: slot)
        if slot.flags.contains(.hasEscapes) {
            JSONString.appendUnescaped(content, to: &original)
        } else {
            original.append(contentsOf: content)
        }
    }

    /// Replaces a string's text by `changed`.
    private mutating func rewriteString(_ column: Int, _ row: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        Self.encode(changed, into: &encoded)
        // Escapes are longer than the characters they represent.
        let hasEscapes = encoded.count > changed.count + 2
        write(encoded, as: .string, hasEscapes: hasEscapes, column, row, step, &batch)
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
    private mutating func round(_ column: Int, _ places: Int, _ step: CleaningStep, _ batch: inout RecordBatch) {
        var next = 0
        while let row = Self.findRow(
            batch,
            column,
            .decimal,
            from: next,
            where: { text, slot in
                slot.decimals == Slot.unknownDecimals ? text.mayHaveDecimals(beyond: places) : slot.decimals > places
            }
        ) {
            next = row + 1
            guard let value = NumberText.double(batch.text(of: batch[column, row])) else {
                reject(column, row, step, expectation: "a number within the range of a double", &batch)
                continue
            }
            let rounded = DecimalRounding.rounded(value, toPlaces: places)
            // The quick look is not certain of numbers with an exponent. A text with more decimals is rewritten also if
            // its nearest double is the rounded one: readers would see the decimals.
            guard rounded != value || NumberText.hasDecimals(batch.text(of: batch[column, row]), beyond: places) else {
                continue
            }
            encoded.removeAll(keepingCapacity: true)
            encoded.append(contentsOf: (rounded == 0 ? 0 : rounded).description.utf8)
            rejectOutOfBounds(column, row, &batch)
            write(encoded, as: .decimal, hasEscapes: false, column, row, step, &batch)
        }
    }

    /// Rejects a value that is out of the schema's bounds, unless it is so in `encoded` too: then the validation does.
    private func rejectOutOfBounds(_ column: Int, _ row: Int, _ batch: inout RecordBatch) {
        let plan = plans[column]
        for check in plan.value.checks {
            guard case .bound(let bound) = check.test, !bound.accepts(batch.text(of: batch[column, row]), .decimal),
                bound.accepts(encoded.span, .decimal)
            else { continue }
            let expectation = check.expectation
            let violation = batch.violation(
                of: check.keyword,
                column,
                row,
                pointer: plan.pointer,
                expectation: expectation
            )
            batch.reject(row, violation)
        }
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
            write(value.text, as: value.kind, hasEscapes: value.hasEscapes, column, row, step, &batch)
        }
    }
}

/// A change of case: `uppercase` or `lowercase`.
private protocol CaseRule {
    /// The first of the 26 ASCII letters that the rule changes.
    var firstLetter: UInt8 { get }
    /// Appends the changed text, if it differs.
    func append(_ text: [UInt8], to output: inout [UInt8]) -> TextCleaning.Outcome
}

private struct UppercaseRule: CaseRule {
    var firstLetter: UInt8 { UInt8(ascii: "a") }

    func append(_ text: [UInt8], to output: inout [UInt8]) -> TextCleaning.Outcome {
        TextCleaning.appendUppercase(text.span, to: &output)
    }
}

private struct LowercaseRule: CaseRule {
    var firstLetter: UInt8 { UInt8(ascii: "A") }

    func append(_ text: [UInt8], to output: inout [UInt8]) -> TextCleaning.Outcome {
        TextCleaning.appendLowercase(text.span, to: &output)
    }
}
