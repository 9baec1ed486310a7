@testable import Sluice

/// The reading of a run, without its threads and files: chunks, seams, batches, cleaning, checks and rewriting.
///
/// It owns the storage of the stages, as a worker does, but begins each input anew.
final class RecordPipeline {
    let framing: RecordFraming
    private let limits: RecordReader.Limits
    private let fields: FieldTable
    private let location: RecordLocation?
    private(set) var reader: RecordReader
    private var batch: RecordBatch
    private var cleaner: ColumnCleaner?
    private var validator: ColumnValidator?
    private var rewriter: ValueRewriter?
    /// All records that are none, their ordinals counted from the first record of the input.
    private(set) var rejections: [RecordRejection] = []
    private(set) var recordCount = 0

    struct Options {
        var framing = RecordFraming.array
        var fields = FieldTable(names: [])
        var schema: CompiledSchema?
        var integers = IntegerForm.text
        /// Where the records are in each document, if not at its top level.
        var location: RecordLocation?
        var limits = RecordReader.Limits(recordSize: 1 << 20, depth: 12)
    }

    init(_ options: Options) {
        framing = options.framing
        let fields = options.schema?.fields ?? options.fields
        limits = options.limits
        self.fields = fields
        reader = RecordReader(shapes: RecordShapes(), limits: options.limits, fields: fields)
        location = options.location
        batch = RecordBatch(fields: fields, keyField: location?.keyField)
        cleaner = options.schema.map { ColumnCleaner(schema: $0) }
        validator = options.schema.map { ColumnValidator(schema: $0, integers: options.integers) }
        rewriter = options.schema.map { ValueRewriter(schema: $0, integers: options.integers) }
    }

    /// What is wrong between records, the ordinals counted likewise.
    private(set) var separatorFaults: [RecordRejection] = []

    /// Reads an input that comes in `chunks`; `take` gets each batch, cleaned, checked and rewritten.
    ///
    /// What records look like is learned from the whole of it, `bytes`. Unless it `isPredicting`, the tokenizer reads all
    /// records, as long as they are not many more than a thousand.
    func read(
        _ chunks: [ChunkBytes],
        isPredicting: Bool = true,
        take: (inout RecordBatch, _ ordinal: (Int) -> Int) -> Void
    ) {
        let whole = ChunkBytes(chunks.flatMap { $0.array }, offset: 0)
        // SAFETY: the bytes are kept until the survey is done.
        let view = unsafe ByteView(whole.span, base: 0)
        let survey = HeadSurvey(of: view, from: 0, length: 64 << 10, isWhole: true, at: location)
        reader = RecordReader(shapes: survey.shapes, limits: limits, fields: fields, region: survey.region)
        withExtendedLifetime(whole) {}
        // So many records without a known layout, and guessing pauses.
        if !isPredicting { for _ in 0...16 { _ = reader.prediction.didTokenize() } }
        rejections.removeAll(keepingCapacity: true)
        separatorFaults.removeAll(keepingCapacity: true)
        recordCount = 0
        var chain = SeamChain(from: Seam(offset: 0, state: .document))
        for (number, chunk) in chunks.enumerated() {
            let isLast = number == chunks.count - 1
            guard let bytes = chain.join(chunk, isLast: isLast) else { continue }
            chain.advance(to: read(bytes, from: chain.seam, isLast: isLast, take), in: bytes)
        }
        let end = chunks.last?.end ?? 0
        expect(chain.seam.offset == end, "the reading ends at \(chain.seam.offset) of \(end)")
    }

    /// Reads a chunk; returns where the next one goes on.
    private func read(
        _ bytes: ChunkBytes,
        from seam: Seam,
        isLast: Bool,
        _ take: (inout RecordBatch, _ ordinal: (Int) -> Int) -> Void
    ) -> Seam {
        // SAFETY: the caller keeps the chunk until this returns.
        let view = unsafe ByteView(bytes.span, base: bytes.offset)
        unsafe batch.begin(over: bytes.span, base: bytes.offset)
        unsafe reader.begin(view, from: seam, isLast: isLast)
        while true {
            let stop = reader.fill(&batch)
            cleaner?.clean(&batch)
            validator?.validate(&batch)
            rewriter?.rewrite(&batch)
            take(&batch) { recordCount + reader.ordinal(ofRow: $0) }
            reader.batchWasTaken(rows: batch.rowCount)
            batch.removeAllRows()
            guard case .chunkIsDone(let next) = stop else { continue }
            for var rejection in reader.rejections {
                rejection.ordinal += recordCount
                rejections.append(rejection)
            }
            for var fault in reader.separatorFaults {
                fault.ordinal += recordCount
                separatorFaults.append(fault)
            }
            recordCount += reader.recordsInChunk
            return next
        }
    }
}

extension RecordFraming {
    /// What a target is steered to.
    static func chosen(by number: Int) -> RecordFraming { [.array, .lines, .concatenated][number % 3] }
}
