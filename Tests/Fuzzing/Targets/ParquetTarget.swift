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
                let rows = encoded.pages.pageBatches[batch].recordCount
                builder.append(page, rows: rows, of: encoded.pages, compressor)
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
        checkEnding(stages.plan.schema, chunks, at: offset)
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

    private func checkEnding(_ schema: ParquetSchema, _ chunks: [ColumnChunkMetadata], at offset: Int) {
        var metadata = FileMetadata(schema: schema)
        metadata.rowGroups.append(RowGroupMetadata(columns: chunks, rowCount: encoded.recordCount))
        let bytes = metadata.ending(at: offset)
        let start = metadata.rowGroups.pageIndexes.reduce(0) { $0 + $1.size }
        var index = start
        let footer = ThriftReader.structure(in: bytes, at: &index)
        var rest = PlainReader(bytes, from: index)
        expect(rest.number(4) == UInt64(index - start), "the footer has a different length")
        expect(rest.take(4) == FileMetadata.magic && rest.isAtEnd, "the file does not end with the footer")
        expect(footer[3]?.integer == Int64(encoded.recordCount), "the footer has another number of records")
        expect(footer[2]?.elements.count == schema.elements.count, "the footer has another schema")
        let columns = footer[4]?.elements.first?[1]?.elements ?? []
        expect(columns.count == chunks.count, "the footer has \(columns.count) columns")
        for (column, chunk) in zip(columns, chunks) {
            expect(column[3]?[5]?.integer == Int64(chunk.valueCount), "the footer has another number of values")
            expect(column[3]?[7]?.integer == Int64(chunk.compressedSize), "the footer has another size")
            checkPageIndex(column, chunk, bytes, offset)
        }
    }

    /// The index says where each page is, and how many of its values are nulls.
    private func checkPageIndex(
        _ column: ThriftReader.Value,
        _ chunk: ColumnChunkMetadata,
        _ bytes: [UInt8],
        _ offset: Int
    ) {
        guard var places = column[4]?.integer.map({ Int($0) - offset }),
            var bounds = column[6]?.integer.map({ Int($0) - offset })
        else { return expect(false, "a chunk has no page index") }
        let (end, boundsEnd) = (places + Int(column[5]?.integer ?? 0), bounds + Int(column[7]?.integer ?? 0))
        let pages = ThriftReader.structure(in: bytes, at: &places)[1]?.elements ?? []
        let nulls = ThriftReader.structure(in: bytes, at: &bounds)[5]?.elements ?? []
        expect(places == end && bounds == boundsEnd, "an index ends elsewhere")
        expect(nulls.compactMap(\.integer).reduce(0, +) == Int64(chunk.statistics.nullCount), "other nulls")
        expect(nulls.count == encoded.pages.pageBatches.count && nulls.count == pages.count, "\(pages.count) pages")
        var next = Int64(chunk.dataPageOffset)
        var row: Int64 = 0
        for (number, page) in pages.enumerated() {
            expect(page[1]?.integer == next && page[3]?.integer == row, "page \(number) is elsewhere")
            next += page[2]?.integer ?? 0
            row += Int64(encoded.pages.pageBatches[number].recordCount)
        }
        expect(next == Int64(chunk.firstOffset + chunk.compressedSize), "the pages end elsewhere")
    }
}
