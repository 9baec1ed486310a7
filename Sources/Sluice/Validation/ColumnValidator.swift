/// Checks batches against a schema, column by column.
///
/// A worker owns one and uses it for all its batches. A batch without violations takes only tight loops and no
/// allocation; every violation of every record is reported to the batch, and so is every value that passes but may not be
/// published as it is.
struct ColumnValidator: ~Copyable {
    /// The most digits of which an integer surely fits 64 bits.
    static let safeDigits = 18

    private let schema: CompiledSchema
    private let integers: IntegerForm
    /// The keyword that unknown fields fail; `nil` if they are allowed.
    private let unknownFieldKeyword: FailedKeyword?
    private var scratch = ValueScratch()
    private var inner: InnerValueChecker
    private var recordText: RecordText
    /// For each row, whether its value in the current column has the wrong type: no other keyword is reported for it
    /// then.
    private var hasWrongType: [Bool] = []
    private var wrongTypeCount = 0

    /// A validator for batches with the schema's fields.
    init(schema: CompiledSchema, integers: IntegerForm) {
        self.schema = schema
        self.integers = integers
        unknownFieldKeyword = schema.unknownFields.refusal
        inner = InnerValueChecker(schema: schema, integers: integers)
        recordText = RecordText(fields: schema.fields)
    }

    /// Checks all rows, including rows already rejected, and rejects those that do not pass.
    mutating func validate(_ batch: inout RecordBatch) {
        if hasWrongType.count < batch.rowCapacity {
            hasWrongType = Array(repeating: false, count: batch.rowCapacity)
        }
        for field in schema.plans.indices where !batch.isOverfull {
            let value = schema.plans[field].value
            checkKinds(field, value, &batch)
            for check in value.checks { run(check, field, &batch) }
            if value.looksInside { lookInside(field, value, &batch) }
            if !value.programs.isEmpty { runPrograms(field, value, &batch) }
            forgetWrongTypes()
        }
        if unknownFieldKeyword != nil { checkUnknownFields(&batch) }
        if let plan = schema.extraFields { checkExtraFields(plan, &batch) }
        if !schema.recordChecks.isEmpty { checkRecords(&batch) }
    }

    private mutating func forgetWrongTypes() {
        guard wrongTypeCount > 0 else { return }
        for row in hasWrongType.indices { hasWrongType[row] = false }
        wrongTypeCount = 0
    }
}

// MARK: Kinds

extension ColumnValidator {
    /// Checks whether the kind of each slot passes.
    private mutating func checkKinds(_ field: Int, _ value: ValuePlan, _ batch: inout RecordBatch) {
        var passing = value.kinds
        if schema.plans[field].required == nil { passing.formUnion(ValueKind.Set(.missing)) }
        let notesIntegers = value.integerRule != nil && integers == .text
        guard passing != .any || notesIntegers else { return }
        let kinds = notesIntegers ? noteIntegers(field, &batch) : batch.kinds(in: field)
        guard !passing.isSuperset(of: kinds) else { return }
        var row = 0
        while let unusual = Self.findRow(withKindOutside: passing, field, from: row, batch) {
            checkUnusualKind(field, unusual, value, &batch)
            row = unusual + 1
        }
    }

    /// Notes the integers that are not digits alone or may exceed 64 bits; returns the kinds of all values.
    private func noteIntegers(_ field: Int, _ batch: inout RecordBatch) -> ValueKind.Set {
        let (kinds, length) = batch.extremes(in: field)
        guard kinds.contains(.decimal) || length > Self.safeDigits else { return kinds }
        for row in 0..<batch.rowCount {
            let slot = batch[field, row]
            guard slot.kind == .decimal || slot.kind == .integer && slot.length > Self.safeDigits else { continue }
            batch.noteRewrite(field, row)
        }
        return kinds
    }

    /// Returns the first row from `row` on whose value is not of one of the `kinds`.
    private static func findRow(
        withKindOutside kinds: ValueKind.Set,
        _ field: Int,
        from row: Int,
        _ batch: borrowing RecordBatch
    ) -> Int? {
        let column = batch.column(field)
        for row in row..<column.count where !kinds.contains(column[row].kind) { return row }
        return nil
    }

    private mutating func checkUnusualKind(_ field: Int, _ row: Int, _ value: ValuePlan, _ batch: inout RecordBatch) {
        let slot = batch[field, row]
        guard slot.kind != .missing else { return rejectMissing(field, row, &batch) }
        if slot.kind == .decimal, value.acceptsIntegralDecimals, NumberText.isInteger(batch.text(of: slot)) { return }
        hasWrongType[row] = true
        wrongTypeCount += 1
        guard !batch.isFull(row) else { return }
        let pointer = schema.plans[field].pointer
        let keyword = value.typeKeyword(for: slot.kind)
        batch.reject(
            row,
            batch.violation(of: keyword, field, row, pointer: pointer, expectation: value.expectation)
        )
    }

    private func rejectMissing(_ field: Int, _ row: Int, _ batch: inout RecordBatch) {
        // A record that is not an object has no fields, and has been rejected for that.
        guard !batch.isFull(row), batch.isObject(row) else { return }
        let plan = schema.plans[field]
        guard let required = plan.required else { return }
        batch.reject(
            row,
            Violation(
                code: required.code,
                keywordLocation: required.location,
                absoluteKeywordLocation: required.absoluteLocation,
                message: "missing required field \"\(Excerpt.path(plan.name))\"",
                offset: batch.base + Int(batch.rows[row].start),
                field: plan.pointer
            )
        )
    }
}

// MARK: Checks

extension ColumnValidator {
    private mutating func run(_ check: ValueCheck, _ field: Int, _ batch: inout RecordBatch) {
        switch check.test {
        case .bound(let bound): run(bound, check, field, &batch)
        case .multiple(let multiple): run(multiple, check, field, &batch)
        case .length(let length): run(length, check, field, &batch)
        case .pattern(let pattern): run(pattern, check, field, &batch)
        case .format(let format): run(format, check, field, &batch)
        case .values(let values): run(values, check, field, &batch)
        // Checked when the contents are read.
        case .itemCount, .memberCount, .uniqueItems: break
        }
    }

    private mutating func run(_ test: some ValueTest, _ check: ValueCheck, _ field: Int, _ batch: inout RecordBatch) {
        let kinds = check.kinds
        var row = 0
        while let failing = Self.findRow(failing: test, of: kinds, field, from: row, batch, &scratch) {
            reject(failing, check, field, &batch)
            row = failing + 1
        }
    }

    /// Returns the first row from `row` on whose value does not pass; specialised for each type of test.
    private static func findRow(
        failing test: some ValueTest,
        of kinds: ValueKind.Set,
        _ field: Int,
        from row: Int,
        _ batch: borrowing RecordBatch,
        _ scratch: inout ValueScratch
    ) -> Int? {
        let column = batch.column(field)
        for row in row..<column.count {
            // SAFETY: rows from 0 to the column's end.
            let slot = unsafe column[unchecked: row]
            guard kinds.contains(slot.kind) else { continue }
            let hasEscapes = slot.flags.contains(.hasEscapes)
            if !test.accepts(batch.text(of: slot), slot.kind, hasEscapes: hasEscapes, &scratch) { return row }
        }
        return nil
    }

    private func reject(_ row: Int, _ check: ValueCheck, _ field: Int, _ batch: inout RecordBatch) {
        guard !hasWrongType[row], !batch.isFull(row) else { return }
        batch.reject(
            row,
            batch.violation(
                of: check.keyword,
                field,
                row,
                pointer: schema.plans[field].pointer,
                expectation: check.expectation
            )
        )
    }
}

// MARK: Programs

extension ColumnValidator {
    /// Checks what a field's plan leaves to programs.
    private mutating func runPrograms(_ field: Int, _ value: ValuePlan, _ batch: inout RecordBatch) {
        for row in 0..<batch.rowCount where !batch.isOverfull {
            let slot = batch[field, row]
            guard slot.kind != .missing, !hasWrongType[row], !batch.isFull(row) else { continue }
            guard inner.evaluator.accepts(batch.text(of: slot), slot.kind, value.programs) else {
                reject(row, faults(field, slot, batch), slot, &batch)
                continue
            }
            for key in inner.evaluator.droppedMembers { batch.noteRewrite(.dropMember(at: key), .field(field), row) }
        }
    }

    /// What programs find wrong with the value of a field.
    private mutating func faults(_ field: Int, _ slot: Slot, _ batch: borrowing RecordBatch) -> [Violation] {
        let plan = schema.plans[field]
        let text = batch.text(of: slot)
        return inner.evaluator.faults(of: text, slot.kind, plan.value.programs, pointer: plan.pointer)
    }

    /// Rejects a row for what is wrong inside the value of a slot.
    private func reject(_ row: Int, _ violations: [Violation], _ slot: Slot, _ batch: inout RecordBatch) {
        let source = batch.sourceRange(of: slot)
        // A default is not in the input: the violation points at the value's place instead.
        let isDefault = slot.flags.contains(.inArena)
        for violation in violations {
            let start = source.lowerBound + violation.offset
            batch.reject(row, violation.moved(to: isDefault ? source : start..<start + violation.length))
        }
    }

    /// Checks what records must be as wholes.
    private mutating func checkRecords(_ batch: inout RecordBatch) {
        let checks = schema.recordChecks
        for row in 0..<batch.rowCount where !batch.isOverfull && !batch.isFull(row) && batch.isObject(row) {
            recordText.write(row, of: batch)
            let text = recordText.bytes
            guard inner.evaluator.accepts(text.span, .object, checks) else {
                for violation in inner.evaluator.faults(of: text.span, .object, checks, pointer: "") {
                    let source = recordText.source(of: violation.offset, violation.length, row, batch)
                    batch.reject(row, violation.moved(to: source))
                }
                continue
            }
            for key in inner.evaluator.droppedMembers {
                guard let (place, change) = recordText.change(droppingMemberAt: key) else { continue }
                batch.noteRewrite(change, place, row)
            }
        }
    }
}

// MARK: Contents of values, unknown fields

extension ColumnValidator {
    private mutating func lookInside(_ field: Int, _ value: ValuePlan, _ batch: inout RecordBatch) {
        for row in 0..<batch.rowCount where !batch.isOverfull {
            let slot = batch[field, row]
            guard ValueKind.Set.containers.contains(slot.kind), !hasWrongType[row] else { continue }
            inner.check(batch.text(of: slot), value, pointer: schema.plans[field].pointer)
            if inner.mayNeedRewriting { batch.noteRewrite(field, row) }
            if !inner.violations.isEmpty { reject(row, inner.violations, slot, &batch) }
        }
    }

    /// Checks the values of fields that the schema does not name.
    private mutating func checkExtraFields(_ plan: ValuePlan, _ batch: inout RecordBatch) {
        guard batch.extras.count > 0 else { return }
        for row in 0..<batch.rowCount where batch.rows[row].extraCount > 0 && !batch.isOverfull {
            let first = Int(batch.rows[row].firstExtra)
            for index in first..<first + Int(batch.rows[row].extraCount) where !batch.isFull(row) {
                let extra = batch.extras[index]
                inner.checkWhole(batch.text(of: extra.value), plan, pointer: Self.pointer(of: extra, batch))
                if !inner.violations.isEmpty { reject(row, inner.violations, extra.value, &batch) }
                if inner.mayNeedRewriting { batch.noteRewrite(.asPlanned, .extra(index), row) }
                for key in inner.droppedMembers { batch.noteRewrite(.dropMember(at: key), .extra(index), row) }
            }
        }
    }

    private func checkUnknownFields(_ batch: inout RecordBatch) {
        guard let unknownFieldKeyword, batch.extras.count > 0 else { return }
        for row in 0..<batch.rowCount where batch.rows[row].extraCount > 0 {
            let first = Int(batch.rows[row].firstExtra)
            for index in first..<first + Int(batch.rows[row].extraCount) where !batch.isFull(row) {
                let extra = batch.extras[index]
                batch.reject(row, unknownField(extra, batch, unknownFieldKeyword))
            }
        }
    }
}

extension ColumnValidator {
    private static func pointer(of field: ExtraField, _ batch: borrowing RecordBatch) -> String {
        let key = batch.key(of: field)
        return JSONPointer.shownToken(forKey: key.extracting(1..<key.count - 1))
    }

    private func unknownField(
        _ field: ExtraField,
        _ batch: borrowing RecordBatch,
        _ keyword: FailedKeyword
    ) -> Violation {
        let key = batch.key(of: field)
        // The key field's name is not in the input, its value is.
        let isKeyField = field.keyOffset == ExtraField.keyFieldOffset
        return Violation(
            code: keyword.code,
            instanceLocation: JSONPointer.shownToken(forKey: key.extracting(1..<key.count - 1)),
            keywordLocation: keyword.location,
            absoluteKeywordLocation: keyword.absoluteLocation,
            message: "unknown field \(Excerpt.quoted(key))",
            offset: batch.base + Int(isKeyField ? field.value.source : field.keyOffset),
            length: isKeyField ? Int(field.value.length) : key.count
        )
    }
}
