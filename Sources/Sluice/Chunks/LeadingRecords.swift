/// The first records of an input, for a run that needs no more: a pipe may stay open after them.
struct LeadingRecords: Sendable {
    /// How many are needed.
    let count: Int
    let limits: RecordReader.Limits
    let location: RecordLocation?

    /// Whether `bytes`, the beginning of an input of which more may come, hold them all.
    func areAll(in bytes: Span<UInt8>) -> Bool {
        let start = bytes.firstNonSpace(from: bytes.startsWithByteOrderMark ? 3 : 0)
        guard start < bytes.count else { return false }
        // SAFETY: the bytes stay in place until this returns, and what reads them is gone then.
        let view = unsafe ByteView(bytes, base: 0)
        let survey = HeadSurvey(of: view, from: start, length: bytes.count, isWhole: false, at: location)
        let noFields = FieldTable(names: [])
        var reader = RecordReader(shapes: survey.shapes, limits: limits, fields: noFields, region: survey.region)
        var batch = RecordBatch(fields: noFields, keyField: location?.keyField)
        unsafe batch.begin(over: bytes, base: 0)
        let seam = Seam(offset: start, state: .document)
        unsafe reader.begin(view, from: seam, isLast: false, isCutShort: true, upTo: count)
        while true {
            switch reader.fill(&batch) {
            case .limitIsReached: return true
            case .chunkIsDone: return false
            case .paused:
                reader.batchWasTaken(rows: batch.rowCount)
                batch.removeAllRows()
            }
        }
    }
}
