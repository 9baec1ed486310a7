@testable import Sluice

/// The schema that is told of any records: it can be read, and each of the records fits it.
///
/// Steered by: the framing.
final class InferenceTarget: FuzzTarget {
    private let pipelines: [RecordPipeline]

    init() {
        pipelines = (0..<3).map { number in
            var options = RecordPipeline.Options()
            options.framing = .chosen(by: number)
            return RecordPipeline(options)
        }
    }

    func run(_ input: FuzzInput) {
        var input = input
        let pipeline = pipelines[input.takeNumber(below: pipelines.count)]
        var observer = SchemaObserver()
        var records: [[UInt8]] = []
        pipeline.read([ChunkBytes(input.bytes, offset: 0)]) { batch, _ in
            let view = batch.view
            for index in 0..<batch.rowCount where !batch.isRejected(index) {
                let row = batch.rows[index]
                observer.add(row, of: view)
                records.append(Array(copying: view.span.extracting(Int(row.start)..<Int(row.end))))
            }
        }
        guard !records.isEmpty else { return }
        let inferred = InferredSchema(observer, bytesRead: input.bytes.count)
        expect(inferred.records == records.count, "the schema is of \(inferred.records) records")
        let text = inferred.json(isIndented: false)
        do throws(SchemaError) {
            check(records, try Schema(json: text, name: "inferred"), text)
        } catch {
            fatalError("the inferred schema is none: \(error.message)\n\(text)")
        }
    }

    private func check(_ records: [[UInt8]], _ schema: Schema, _ text: String) {
        var batch = RecordBatch(fields: schema.compiled.fields)
        var validator = ColumnValidator(schema: schema.compiled, integers: .text)
        for record in records {
            batch.read(record)
            validator.validate(&batch)
            guard let violation = batch.violations.first?.violation else { continue }
            let place = "\(violation.instanceLocation): \(violation.message)"
            fatalError("\(String(decoding: record, as: UTF8.self)) does not fit: \(place)\n\(text)")
        }
    }
}
