extension ParquetEncoder {
    /// Adds rows to all columns; returns how many unknown fields were left out.
    mutating func append(_ rows: Range<Int>, _ selection: RowSelection, _ batch: inout RecordBatch) -> Int {
        var dropped = 0
        shredder.removeExtras()
        for field in pointers.indices {
            let node = plan.schema.fields[field]
            if case .value(let column) = plan.schema.nodes[node].content {
                appendField(field, column, rows, selection, &batch)
            } else {
                dropped += appendContainers(field, node, rows, selection, &batch)
            }
        }
        if let column = plan.schema.extraColumn {
            appendExtras(column, rows, selection, batch)
        } else {
            for row in rows where selection.takes(row, of: batch) {
                dropped += Int(batch.rows[row].extraCount)
            }
        }
        return dropped
    }

    private func appendField(
        _ field: Int,
        _ column: Int,
        _ rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: inout RecordBatch
    ) {
        let buffer = columns[column]
        var first = rows.lowerBound
        while true {
            let row = buffer.values.append(field, of: batch, first..<rows.upperBound, selection)
            guard row < rows.upperBound else { return }
            rejectValue(field, row, plan.schema.columns[column], &batch)
            first = row + 1
        }
    }

    private func rejectValue(_ field: Int, _ row: Int, _ column: ParquetColumn, _ batch: inout RecordBatch) {
        let slot = batch[field, row]
        if batch.isRejected(row), column.type.hasRefused(slot.kind, batch.text(of: slot)) { return }
        batch.reject(
            row,
            batch.violation(
                of: column.keyword,
                field,
                row,
                pointer: pointers[field],
                expectation: column.expectation
            )
        )
    }

    /// Adds the objects or arrays of a field, one after the other.
    private mutating func appendContainers(
        _ field: Int,
        _ node: Int,
        _ rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: inout RecordBatch
    ) -> Int {
        var unknownCount = 0
        for row in rows where selection.takes(row, of: batch) {
            let slot = batch[field, row]
            if slot.kind == .missing {
                shredder.appendAbsence(of: node, repetition: 0)
            } else {
                shredder.shred(batch.text(of: slot), node, pointer: pointers[field], row: row)
                unknownCount += shredder.unknownCount
            }
            rejectInnerValues(field, row, &batch)
        }
        return plan.schema.extraColumn == nil ? unknownCount : 0
    }

    private mutating func rejectInnerValues(_ field: Int, _ row: Int, _ batch: inout RecordBatch) {
        guard !shredder.failures.isEmpty else { return }
        let slot = batch[field, row]
        let source = batch.sourceRange(of: slot)
        let isElsewhere = slot.flags.contains(.inArena) || slot.kind == .missing
        for failure in shredder.failures {
            guard !isReported(failure, slot, row, batch) else { continue }
            let found = Excerpt.noun(for: batch.text(of: slot).extracting(failure.range))
            let (keyword, expectation) = expectation(failure)
            let start = source.lowerBound + failure.range.lowerBound
            let range = isElsewhere ? source : start..<start + failure.range.count
            batch.reject(
                row,
                Violation(
                    code: keyword.code,
                    instanceLocation: failure.pointer,
                    keywordLocation: keyword.location,
                    message: "expected \(expectation), found \(found)",
                    offset: range.lowerBound,
                    length: range.count
                )
            )
        }
        shredder.forgetFailures()
    }

    /// Whether a check has rejected the record for the same value already.
    private func isReported(
        _ failure: ParquetShredder.Failure,
        _ slot: Slot,
        _ row: Int,
        _ batch: borrowing RecordBatch
    ) -> Bool {
        guard batch.isRejected(row) else { return false }
        switch failure.reason {
        case .value(_, nil): return true
        case .value(let column, let kind?):
            return plan.schema.columns[column].type.hasRefused(kind, batch.text(of: slot).extracting(failure.range))
        case .unknownMember:
            let code = SchemaKeyword.additionalProperties.rawValue
            return batch.violations.contains {
                $0.row == row && $0.violation.instanceLocation == failure.pointer && $0.violation.code.rawValue == code
            }
        }
    }

    private func expectation(_ failure: ParquetShredder.Failure) -> (keyword: FailedKeyword, expectation: String) {
        switch failure.reason {
        case .value(let column, _):
            return (plan.schema.columns[column].keyword, plan.schema.columns[column].expectation)
        case .unknownMember:
            let code = ErrorCode(rawValue: SchemaKeyword.additionalProperties.rawValue)
            return (FailedKeyword(code: code, location: ""), "only members that the schema names")
        }
    }
}

extension ColumnType {
    /// Whether a check must have refused the value before: it is of another type than the schema wants.
    fileprivate func hasRefused(_ kind: ValueKind, _ text: Span<UInt8>) -> Bool {
        guard kinds.contains(kind) else { return true }
        return (self == .int32 || self == .int64) && kind == .decimal && !NumberText.isInteger(text)
    }
}
