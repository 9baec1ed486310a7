extension RecordStream {
    /// An iteration over the records of an input.
    ///
    /// Most calls move a counter along a batch that is there already, and neither suspend nor call into the library:
    /// that is why the type is frozen and `next` inlinable.
    @frozen
    public struct Iterator: AsyncIteratorProtocol {
        /// What the stream is made of.
        public typealias Element = Record
        /// What ends it early.
        public typealias Failure = RecordStreamError

        @usableFromInline
        let reader: RecordBatchReader
        @usableFromInline
        var batch: RecordBatchStorage?
        @usableFromInline
        var row = 0
        @usableFromInline
        var rowCount = 0

        init(_ reader: RecordBatchReader) {
            self.reader = reader
        }

        /// Returns the next record, or `nil` behind the last one.
        ///
        /// - Throws: `RecordStreamError` where the input cannot be read or a record is bad.
        @inlinable
        public mutating func next() async throws(RecordStreamError) -> Record? {
            try await next(isolation: #isolation)
        }

        /// Returns the next record, or `nil` behind the last one, to a caller on `actor`.
        ///
        /// This is what `for try await` calls. It suspends once a batch, which is about two thousand records.
        /// - Throws: `RecordStreamError` where the input cannot be read or a record is bad.
        @inlinable
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(RecordStreamError) -> Record? {
            while true {
                if row < rowCount, let batch {
                    row &+= 1
                    return Record(batch: batch, row: row &- 1)
                }
                guard try await advance(isolation: actor) else { return nil }
            }
        }

        /// Moves on to the next batch; returns false behind the last one.
        @usableFromInline
        mutating func advance(isolation actor: isolated (any Actor)?) async throws(RecordStreamError) -> Bool {
            var used = batch.take()
            row = 0
            rowCount = 0
            guard !Task.isCancelled else { return false }
            // Nobody else has it: its memory serves the reader again.
            let isFree = isKnownUniquelyReferenced(&used)
            guard let batch = try await reader.next(recycling: isFree ? used.take() : nil) else { return false }
            self.batch = batch
            rowCount = batch.rowCount
            return true
        }
    }
}

/// Why a stream of records ended before its input did.
public struct RecordStreamError: Error, Sendable, CustomStringConvertible {
    /// What happened, in a sentence.
    public let message: String
    /// The bad record, if it was one: where it stands and what is wrong with it.
    public let diagnostic: Diagnostic?

    /// The message.
    public var description: String { message }

    init(_ message: String, diagnostic: Diagnostic? = nil) {
        self.message = message
        self.diagnostic = diagnostic
    }
}
