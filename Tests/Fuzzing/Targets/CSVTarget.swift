@testable import Sluice

/// Records written as CSV and read by a small reader of RFC 4180: each field is the value it was.
///
/// Steered by: the framing, what stands between records, the text for null, what becomes of unknown fields.
final class CSVTarget: FuzzTarget {
    private static let nullTexts = ["", "null", "n/a", "0"]
    private let schema = FuzzSchemas.cleaning
    private let pipelines: [RecordPipeline]
    private let plans: [CSVPlan]
    private var encoded = EncodedBatch()

    init() {
        pipelines = (0..<3).map { number in
            var options = RecordPipeline.Options()
            options.framing = .chosen(by: number)
            options.schema = FuzzSchemas.cleaning.compiled
            return RecordPipeline(options)
        }
        plans = (0..<8).map { number in
            var options = IngestionOptions()
            options.csvNull = Self.nullTexts[number % 4]
            options.unknownFields = number < 4 ? .keep : .drop
            do throws(IngestionError) {
                return try CSVPlan(FuzzSchemas.cleaning, options)
            } catch {
                fatalError("the target's own plan is none: \(error)")
            }
        }
    }

    func run(_ input: FuzzInput) {
        var input = input
        let pipeline = pipelines[input.takeNumber(below: pipelines.count)]
        let plan = plans[input.takeNumber(below: plans.count)]
        var encoder = CSVEncoder(plan)
        encoded.begin(base: 0)
        var expected: [[CSVText.Field]] = []
        pipeline.read([ChunkBytes(input.takeDocument(pipeline.framing), offset: 0)]) { batch, _ in
            for row in 0..<batch.rowCount where !batch.isRejected(row) {
                expected.append(Self.fields(of: row, batch, plan))
            }
            _ = encoder.encode(batch, into: &encoded)
        }
        let text = encoded.bytes.array
        guard let lines = CSVText.lines(of: text) else {
            fatalError("this is no CSV: \(String(decoding: text, as: UTF8.self))")
        }
        expect(lines.count == expected.count && lines.count == encoded.recordCount, "\(lines.count) lines")
        for (line, fields) in zip(lines, expected) { Self.check(line, fields) }
    }

    /// The fields that the row must have; `isQuoted` says that a text would be taken for a null otherwise.
    private static func fields(of row: Int, _ batch: borrowing RecordBatch, _ plan: CSVPlan) -> [CSVText.Field] {
        var fields = (0..<batch.fields.count).map { field in
            let slot = batch[field, row]
            let text: [UInt8]
            switch slot.kind {
            case .missing, .null: return CSVText.Field(text: plan.nullText)
            case .string: text = ReferenceRecord.unquoted(Array(copying: batch.text(of: slot))[...])
            default: text = ReferenceRecord.compact(Array(copying: batch.text(of: slot)))
            }
            return CSVText.Field(text: text, isQuoted: text.isEmpty || text == plan.nullText)
        }
        if plan.keepsExtra { fields.append(extraField(of: row, batch, plan)) }
        return fields
    }

    private static func extraField(of row: Int, _ batch: borrowing RecordBatch, _ plan: CSVPlan) -> CSVText.Field {
        guard batch.rows[row].extraCount > 0 else { return CSVText.Field(text: plan.nullText) }
        var members: [[UInt8]] = []
        let view = batch.view
        for index in 0..<Int(batch.rows[row].extraCount) {
            let extra = batch.extras[Int(batch.rows[row].firstExtra) + index]
            let start = Int(extra.keyOffset)
            var key = Array(copying: view.span.extracting(start..<start + Int(extra.keyLength)))
            let name = ReferenceRecord.unquoted(key[...])
            // A key that looks like a pointer is written as one.
            if name.first == UInt8(ascii: "/") {
                var writer = JSONWriter()
                writer.value(JSONPointer.token(String(decoding: name, as: UTF8.self)))
                key = writer.bytes
            }
            members.append(
                key + [UInt8(ascii: ":")] + ReferenceRecord.compact(Array(copying: batch.text(of: extra.value)))
            )
        }
        let text = [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
        return CSVText.Field(text: Array(text))
    }

    private static func check(_ line: [CSVText.Field], _ expected: [CSVText.Field]) {
        expect(line.count == expected.count, "a line has \(line.count) fields")
        for (found, field) in zip(line, expected) {
            expectSame(found.text, field.text, "a field")
            if field.isQuoted { expect(found.isQuoted, "a text would be taken for a null") }
        }
        // Of the others, those are nulls that are not in quotes and have the text for null.
        for (found, field) in zip(line, expected) where !field.isQuoted && found.isQuoted {
            expect(found.text.contains { ",\"\r\n".utf8.contains($0) }, "a field without need in quotes")
        }
    }
}
