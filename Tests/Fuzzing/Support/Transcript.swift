@testable import Sluice

/// What a reading has met, as bytes: two readings are the same if their transcripts are.
///
/// Offsets are absolute. What only tells how a record was read, and not what it says, is left out.
struct Transcript {
    private(set) var bytes: [UInt8] = []
    /// What is wrong with rows, until all of them have been noted: batches may end anywhere.
    private var violations: [(record: Int, violation: Violation)] = []
    private(set) var rowCount = 0

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        violations.removeAll(keepingCapacity: true)
        rowCount = 0
    }

    /// Ends the transcript of an input, whose `rejections` are numbered from its first record.
    mutating func finish(_ rejections: [RecordRejection]) {
        for (record, violation) in violations { append(violation, of: record) }
        for rejection in rejections { append(rejection) }
    }

    /// Notes the rows of a batch; `ordinal` tells their numbers in the input.
    mutating func append(rowsOf batch: borrowing RecordBatch, ordinal: (Int) -> Int) {
        for index in 0..<batch.rowCount {
            let row = batch.rows[index]
            append("row", [ordinal(index), batch.base + Int(row.start), batch.base + Int(row.end)])
            appendFields(of: row, index, batch)
            rowCount += 1
        }
        for (row, violation) in batch.violations { violations.append((ordinal(row), violation)) }
    }

    private mutating func appendFields(of row: Row, _ index: Int, _ batch: borrowing RecordBatch) {
        var extra = Int(row.firstExtra)
        for place in row.fields {
            let field = batch.order[place]
            guard field == FieldTable.extraField else {
                append("field", [Int(field)])
                append(batch[Int(field), index], batch)
                continue
            }
            let entry = batch.extras[extra]
            extra += 1
            append("extra", [Int(entry.keyLength)])
            bytes.append(contentsOf: batch.key(of: entry))
            append(entry.value, batch)
        }
        let present = (0..<batch.fields.count).filter { batch[$0, index].kind != .missing }
        append("present", present)
    }

    private mutating func append(_ slot: Slot, _ batch: borrowing RecordBatch) {
        append("value", [Int(slot.kind.rawValue), Int(slot.flags.rawValue), batch.sourceOffset(of: slot)])
        bytes.append(contentsOf: batch.text(of: slot))
    }

    private mutating func append(_ rejection: RecordRejection) {
        append("rejection", [rejection.range.lowerBound, rejection.range.upperBound, rejection.isStructural ? 1 : 0])
        for violation in rejection.violations { append(violation, of: rejection.ordinal) }
    }

    private mutating func append(_ violation: Violation, of record: Int) {
        append("violation", [record, violation.offset, violation.length])
        bytes += violation.code.rawValue.utf8
        bytes += violation.pointer.utf8
        bytes += violation.message.utf8
    }

    private mutating func append(_ what: StaticString, _ numbers: [Int]) {
        bytes.append(UInt8(ascii: "\n"))
        what.withUTF8Buffer { text in unsafe bytes.append(contentsOf: text) }
        for number in numbers {
            bytes.append(UInt8(ascii: " "))
            appendDigits(of: number)
        }
        bytes.append(UInt8(ascii: " "))
    }

    private mutating func appendDigits(of number: Int) {
        guard number >= 0 else { return bytes += String(number).utf8 }
        if number >= 10 { appendDigits(of: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
