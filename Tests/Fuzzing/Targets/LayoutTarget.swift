@testable import Sluice

/// Records read by the layout of those before them, against the tokenizer alone: the same records and errors.
///
/// Steered by: the framing, whether there are columns, what stands between the records.
final class LayoutTarget: FuzzTarget {
    private static let names = ["id", "name", "value", "a rather long key of more than sixteen bytes"]
    private let pipelines: [RecordPipeline]
    private var predicted = Transcript()
    private var tokenized = Transcript()

    init() {
        pipelines = (0..<6).map { number in
            var options = RecordPipeline.Options()
            options.framing = .chosen(by: number)
            if number >= 3 { options.fields = FieldTable(names: Self.names.map { Array($0.utf8) }) }
            return RecordPipeline(options)
        }
    }

    func run(_ input: FuzzInput) {
        var input = input
        let steering = input.takeNumber(below: pipelines.count)
        Kernels.use(input.takeNumber(below: Kernels.count))
        let pipeline = pipelines[steering]
        let document = input.takeDocument(pipeline.framing)
        read(document, pipeline, isPredicting: true, into: &predicted)
        read(document, pipeline, isPredicting: false, into: &tokenized)
        expectSame(predicted.bytes, tokenized.bytes, "the layout's and the tokenizer's readings")
    }

    private func read(
        _ document: [UInt8],
        _ pipeline: RecordPipeline,
        isPredicting: Bool,
        into transcript: inout Transcript
    ) {
        transcript.removeAll()
        pipeline.read([ChunkBytes(document, offset: 0)], isPredicting: isPredicting) { batch, ordinal in
            transcript.append(rowsOf: batch, ordinal: ordinal)
            Self.checkWhatIsKnown(batch)
        }
        transcript.finish(pipeline.rejections + pipeline.separatorFaults)
    }

    /// What a row or a slot says beyond the tokenizer's reading is true.
    private static func checkWhatIsKnown(_ batch: borrowing RecordBatch) {
        let view = batch.view
        for index in 0..<batch.rowCount {
            let row = batch.rows[index]
            if row.flags.contains(.isCompact) {
                let text = view.span.extracting(Int(row.start)..<Int(row.end))
                var runs = CompactRuns(text)
                expect(runs.next() == 0..<text.count, "a record with white space is taken for compact")
            }
            for field in 0..<batch.fields.count { checkDecimals(batch[field, index], batch) }
            for extra in 0..<Int(row.extraCount) {
                checkDecimals(batch.extras[Int(row.firstExtra) + extra].value, batch)
            }
        }
    }

    private static func checkDecimals(_ slot: Slot, _ batch: borrowing RecordBatch) {
        guard slot.kind == .integer || slot.kind == .decimal, slot.decimals != Slot.unknownDecimals else { return }
        let places = NumberText.decimalPlaces(batch.text(of: slot))
        expect(places == Int(slot.decimals), "a number is taken to have \(slot.decimals) decimals")
    }
}
