@testable import Sluice

/// Records written as Parquet and read back: pages against a slow shredder, the footer against the pages.
///
/// Steered by: the framing, what stands between records, what becomes of unknown fields, how often lines are repeated.
final class ParquetTarget: FuzzTarget {
    private final class Stages {
        let pipeline: RecordPipeline
        let plan: ParquetPlan
        var encoder: ParquetEncoder
        let builders: [ColumnChunkBuilder]

        init(_ framing: RecordFraming, _ unknownFields: UnknownFieldPolicy) {
            let schema = FuzzSchemas.columns
            var options = RecordPipeline.Options()
            options.framing = framing
            options.schema = schema.planned(for: unknownFields)
            options.integers = .number
            pipeline = RecordPipeline(options)
            var output = IngestionOptions()
            output.unknownFields = unknownFields
            output.compression = .uncompressed
            do throws(IngestionError) {
                plan = try ParquetPlan(schema, output)
            } catch {
                fatalError("the target's own plan is none: \(error)")
            }
            encoder = ParquetEncoder(plan: plan)
            let codec = plan.codec
            builders = plan.schema.columns.map { ColumnChunkBuilder($0, codec: codec) }
        }
    }

    /// Now and then so often that a column has its dictionary and its runs.
    private static let repetitions = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 20]
    private let stages: [Stages]
    private let compressor: PageCompressor
    private var encoded = EncodedBatch()

    init() {
        stages = (0..<6).map { Stages(.chosen(by: $0), $0 < 3 ? .keep : .drop) }
        compressor = PageCompressor(stages[0].plan.codec)
    }

    func run(_ input: FuzzInput) {
        var input = input
        let stages = stages[input.takeNumber(below: self.stages.count)]
        let repetition = Self.repetitions[input.takeNumber(below: Self.repetitions.count)]
        var text = input.takeDocument(stages.pipeline.framing)
        if stages.pipeline.framing != .array { text = Array(Array(repeating: text, count: repetition).joined()) }
        var expected = ReferenceShredder(stages.plan.schema)
        encoded.begin(base: 0)
        stages.encoder.begin()
        stages.pipeline.read([ChunkBytes(text, offset: 0)]) { batch, _ in
            _ = stages.encoder.encode(&batch, into: &encoded)
            for row in 0..<batch.rowCount where !batch.isRejected(row) { expected.add(row, of: batch) }
        }
        stages.encoder.closePageBatch(&encoded)
        guard encoded.recordCount > 0 else { return }
        check(stages, expected)
    }

    private func check(_ stages: Stages, _ expected: ReferenceShredder) {
        var offset = FileMetadata.magic.count
        var chunks: [ColumnChunkMetadata] = []
        for (number, builder) in stages.builders.enumerated() {
            builder.removeAll()
            for batch in encoded.pages.pageBatches.span.indices {
                let page = encoded.pages.pages[encoded.pages.pageBatches[batch].firstPage + number]
                builder.append(page, of: encoded.pages, compressor)
            }
            let chunk = builder.finish(at: offset, compressor)
            offset += chunk.compressedSize
            chunks.append(chunk)
            let entries = read(builder)
            expect(entries.count == chunk.valueCount, "\(builder.column.path) has \(entries.count) entries")
            let nulls = entries.filter { $0.value == nil }.count
            expect(Int(chunk.statistics.nullCount) == nulls, "\(builder.column.path) has \(nulls) nulls")
            if number == stages.plan.schema.extraColumn {
                Self.checkExtras(entries, encoded.recordCount)
            } else {
                expect(
                    entries == expected.columns[number],
                    "\(builder.column.path): \(entries), \(expected.columns[number])"
                )
            }
        }
        checkFooter(stages.plan.schema, chunks)
    }

    private func read(_ builder: ColumnChunkBuilder) -> [PageReader.Entry] {
        var reader = PageReader(builder.column)
        reader.read(builder.dictionaryPage.array)
        reader.read(builder.pages.array)
        return reader.entries
    }

    private static func checkExtras(_ entries: [PageReader.Entry], _ records: Int) {
        expect(entries.count == records, "the column of unknown fields has \(entries.count) entries")
        for case let value? in entries.map(\.value) {
            expect(
                ReferenceRecord(value)?.members.isEmpty == false,
                "\(String(decoding: value, as: UTF8.self)) is kept"
            )
        }
    }

    private func checkFooter(_ schema: ParquetSchema, _ chunks: [ColumnChunkMetadata]) {
        var metadata = FileMetadata(schema: schema)
        metadata.rowGroups.append(RowGroupMetadata(columns: chunks, rowCount: encoded.recordCount))
        let bytes = metadata.footer()
        var index = 0
        let footer = ThriftReader.structure(in: bytes, at: &index)
        var rest = PlainReader(bytes, from: index)
        expect(rest.number(4) == UInt64(index), "the footer's length is another one")
        expect(rest.take(4) == FileMetadata.magic && rest.isAtEnd, "the file does not end with the footer")
        expect(footer[3]?.integer == Int64(encoded.recordCount), "the footer has another number of records")
        expect(footer[2]?.elements.count == schema.elements.count, "the footer has another schema")
        let columns = footer[4]?.elements.first?[1]?.elements ?? []
        expect(columns.count == chunks.count, "the footer has \(columns.count) columns")
        for (column, chunk) in zip(columns, chunks) {
            expect(column[3]?[5]?.integer == Int64(chunk.valueCount), "the footer has another number of values")
            expect(column[3]?[7]?.integer == Int64(chunk.compressedSize), "the footer has another size")
        }
    }
}
