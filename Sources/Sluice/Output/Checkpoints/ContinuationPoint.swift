/// The last point at which a run can be continued, and what its files held there.
struct ContinuationPoint {
    /// How far the input was accounted for after the last chunk, if the run can be continued from there.
    private var mark: InputMark?
    /// With row groups: the last mark before a chunk that closed one, and what the files held after that chunk.
    private var rowGroups: (mark: InputMark, parts: WrittenParts, closedCount: Int)?
    /// Where the first chunk of the first input begins.
    private var firstChunk = 0

    /// Records where an input begins: before the first chunk of the first one there is nothing to continue.
    mutating func begin(at seam: Seam, firstChunk: Int, _ totals: RunTotals, _ rejects: WrittenFile?) {
        if totals.inputs.finished == 0 { self.firstChunk = firstChunk }
        advance(to: seam, nextChunk: firstChunk, totals, rejects)
    }

    /// Records where a continued run begins.
    mutating func resume(at mark: InputMark, _ parts: WrittenParts) {
        self.mark = mark
        rowGroups = (mark, parts, 0)
    }

    /// Records how far the run has come with a chunk; `seam` is `nil` if it cannot be continued from there.
    mutating func advance(to seam: Seam?, nextChunk: Int, _ totals: RunTotals, _ rejects: WrittenFile?) {
        mark = seam.flatMap { seam in
            ResumableSeam(seam).map { state in
                InputMark(seam: state, arrays: seam.arrays, nextChunk: nextChunk, totals: totals, rejects: rejects)
            }
        }
    }

    /// Records what the files hold if the chunk just written has closed a row group; called before `advance`.
    ///
    /// The chunk's records after the row group are only in memory, so the run continues at the chunk's beginning.
    mutating func keepRowGroups(_ closedCount: Int, _ parts: WrittenParts) {
        guard let mark, closedCount > rowGroups?.closedCount ?? 0 else { return }
        rowGroups = (mark, parts, closedCount)
    }

    /// Returns the point, and what the files of `output` held there; `nil` if there is none.
    func current(in output: borrowing RunOutput) -> (mark: InputMark, parts: WrittenParts)? {
        if output.closedRowGroups != nil { return rowGroups.map { ($0.mark, $0.parts) } }
        guard let mark, mark.input > 0 || mark.nextChunk > firstChunk else { return nil }
        return (mark, output.writtenParts)
    }
}
