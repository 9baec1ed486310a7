@testable import Sluice

extension RecordBatch {
    /// Becomes a batch of one record, which must be JSON and must outlive it.
    mutating func read(_ record: [UInt8]) {
        // SAFETY: the caller keeps the record.
        unsafe begin(over: record.span, base: 0)
        var tokenizer = JSONTokenizer(maximumDepth: 512)
        beginRow(at: 0)
        guard case .complete(let end) = tokenizer.next(record.span, base: 0, into: &self) else {
            fatalError("a target's own record is none: \(String(decoding: record, as: UTF8.self))")
        }
        endRow(at: end)
    }
}
