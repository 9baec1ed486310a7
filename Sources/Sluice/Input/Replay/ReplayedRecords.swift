/// Which reject the text of a replay has come from, for the text that is being read.
///
/// It is written by the reader ahead of those who ask, and holds no more records than the text in flight.
final class ReplayedRecords: Sendable {
    private struct State {
        /// In the order of the text; those before `first` are forgotten.
        var records: [ReplayedRecord] = []
        var first = 0
        var leftOut = 0
    }

    private let state = Locked(State())

    /// How many rejects have been read that are no records.
    var leftOut: Int { state.withLock { $0.leftOut } }

    /// Adds the record that follows in the text.
    func append(
        at start: Int,
        line: Int,
        offset: Int,
        _ content: ReplayedRecord.Content,
        of reject: Reject
    ) {
        state.withLock { state in
            state.records.append(
                ReplayedRecord(
                    start: start,
                    line: line,
                    lineOffset: offset,
                    content: content,
                    key: reject.key,
                    original: reject.original,
                    leftOutBefore: state.leftOut
                )
            )
        }
    }

    /// Counts a reject that is no record.
    func leaveOut() { state.withLock { $0.leftOut += 1 } }

    /// Returns the record whose text is at `offset`, or that text before it.
    func record(at offset: Int) -> ReplayedRecord? {
        state.withLock { state in
            var (low, high) = (state.first, state.records.count)
            while low < high {
                let middle = (low + high) / 2
                if state.records[middle].start <= offset { low = middle + 1 } else { high = middle }
            }
            return low > state.first ? state.records[low - 1] : nil
        }
    }

    /// Forgets the records whose text ends before `offset`.
    func forget(before offset: Int) {
        state.withLock { state in
            while state.first + 1 < state.records.count, state.records[state.first + 1].start <= offset {
                state.first += 1
            }
            guard state.first > 1_024, state.first > state.records.count / 2 else { return }
            state.records.removeFirst(state.first)
            state.first = 0
        }
    }
}
