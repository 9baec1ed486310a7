@testable import Sluice

/// Records written as NDJSON and read again: the same members, and the same bytes when they are written once more.
///
/// Steered by: the framing, what stands between records, whether there is a schema with cleaning rules, what becomes of
/// unknown fields.
final class NDJSONTarget: FuzzTarget {
    /// A reading, what it is written with, and the reading of what has been written.
    private final class Stages {
        let first: RecordPipeline
        let second: RecordPipeline
        var encoder: NDJSONEncoder
        let isKeepingExtras: Bool

        init(_ framing: RecordFraming, _ schema: Schema?, _ unknownFields: UnknownFieldPolicy) {
            var options = RecordPipeline.Options()
            options.framing = framing
            options.schema = schema?.planned(for: unknownFields)
            first = RecordPipeline(options)
            options.framing = .lines
            second = RecordPipeline(options)
            let fields = schema?.compiled.fields ?? FieldTable(names: [])
            encoder = NDJSONEncoder(fields: fields, dropsUnknownFields: unknownFields == .drop)
            isKeepingExtras = unknownFields != .drop
        }
    }

    private let stages: [Stages]
    private var encoded = EncodedBatch()
    private var expected: [ReferenceRecord] = []

    init() {
        stages = (0..<12).map { number in
            let policies: [UnknownFieldPolicy] = [.keep, .drop]
            let schema = number / 6 == 0 ? nil : FuzzSchemas.cleaning
            return Stages(.chosen(by: number), schema, policies[number / 3 % 2])
        }
    }

    func run(_ input: FuzzInput) {
        var input = input
        let stages = stages[input.takeNumber(below: self.stages.count)]
        expected.removeAll(keepingCapacity: true)
        let output = write(input.takeDocument(stages.first.framing), stages.first, stages) { row, batch in
            expected.append(ReferenceRecord(row, of: batch, isKeepingExtras: stages.isKeepingExtras))
        }
        let lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        expect(lines.count == expected.count + 1 && lines.last?.isEmpty == true, "\(lines.count - 1) lines")
        for (line, record) in zip(lines, expected) {
            let found = ReferenceRecord(Array(line))
            expect(found == record, "a line is \(String(decoding: line, as: UTF8.self)) of \(record)")
            expectSame(ReferenceRecord.compact(Array(line)), Array(line), "a line and its compact form")
        }
        let again = write(output, stages.second, stages) { _, _ in }
        expect(stages.second.rejections.isEmpty, "what has been written is read with errors")
        expectSame(again, output, "what is written of what has been written")
    }

    /// Reads a text and writes what is accepted; `note` is told of each such record first.
    private func write(
        _ text: [UInt8],
        _ pipeline: RecordPipeline,
        _ stages: Stages,
        note: (Int, borrowing RecordBatch) -> Void
    ) -> [UInt8] {
        encoded.begin(base: 0)
        pipeline.read([ChunkBytes(text, offset: 0)]) { batch, _ in
            for row in 0..<batch.rowCount where !batch.isRejected(row) { note(row, batch) }
            _ = stages.encoder.encode(batch, into: &encoded)
        }
        checkExtents()
        return encoded.bytes.array
    }

    /// Each record ends with its line.
    private func checkExtents() {
        for record in 0..<encoded.recordCount {
            let end = encoded.extents[record].end
            expect(encoded.bytes[end - 1] == UInt8(ascii: "\n"), "a record ends inside a line")
        }
    }
}
