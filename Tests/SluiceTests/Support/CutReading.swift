@testable import Sluice

/// A text read by the record reader in chunks that end at given places, wherever these are.
struct CutReading: Equatable {
    /// The offsets of the records, and the faults with their places.
    private(set) var records: [Range<Int>] = []
    private(set) var faults: [String] = []

    init(_ text: [UInt8], cuts: [Int], at location: RecordLocation? = nil, recordSize: Int? = nil) {
        var limits = RecordReader.Limits.usual
        limits.recordSize = recordSize ?? limits.recordSize
        let fields = FieldTable(names: [])
        let whole = ChunkBytes(copying: text.span, offset: 0)
        // SAFETY: the bytes are kept until the survey is done.
        let head = unsafe ByteView(whole.span, base: 0)
        let survey = HeadSurvey(of: head, from: 0, length: text.count, isWhole: true, at: location)
        var reader = RecordReader(shapes: survey.shapes, limits: limits, fields: fields, region: survey.region)
        withExtendedLifetime(whole) {}
        var batch = RecordBatch(fields: fields, keyField: location?.keyField)
        var chain = SeamChain(from: Seam(offset: 0, state: .document))
        var start = 0
        for end in cuts + [text.count] {
            let chunk = ChunkBytes(copying: text.span.extracting(start..<end), offset: start)
            start = end
            let isLast = end == text.count
            guard let bytes = chain.join(chunk, isLast: isLast) else { continue }
            chain.advance(to: read(bytes, from: chain.seam, isLast: isLast, &reader, &batch), in: bytes)
        }
    }

    private mutating func read(
        _ bytes: ChunkBytes,
        from seam: Seam,
        isLast: Bool,
        _ reader: inout RecordReader,
        _ batch: inout RecordBatch
    ) -> Seam {
        // SAFETY: the bytes are kept until this returns.
        let view = unsafe ByteView(bytes.span, base: bytes.offset)
        unsafe batch.begin(over: bytes.span, base: bytes.offset)
        unsafe reader.begin(view, from: seam, isLast: isLast)
        while true {
            let stop = reader.fill(&batch)
            for row in 0..<batch.rowCount {
                let extent = batch.rows[row]
                records.append(bytes.offset + Int(extent.start)..<bytes.offset + Int(extent.end))
            }
            reader.batchWasTaken(rows: batch.rowCount)
            batch.removeAllRows()
            guard case .chunkIsDone(let next) = stop else { continue }
            for fault in (reader.rejections + reader.separatorFaults).sorted(by: { $0.precedes($1) }) {
                faults.append("\(fault.range) \(fault.violations.map { "\($0.code) \($0.offset) \($0.message)" })")
            }
            return next
        }
    }
}
