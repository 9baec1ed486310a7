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
        /// It runs where its caller does, whatever `actor` is: there is nothing to wait for as long as the batch has
        /// records, and a change of executors costs more than a record.
        ///
        /// - Throws: `RecordStreamError` where the input cannot be read or a record is bad.
        @inlinable
        public nonisolated(nonsending) mutating func next(
            isolation actor: (any Actor)?
        ) async throws(RecordStreamError) -> Record? {
            try await next()
        }

        /// Returns the next record, or `nil` behind the last one.
        ///
        /// - Throws: `RecordStreamError` where the input cannot be read or a record is bad.
        @inlinable
        public nonisolated(nonsending) mutating func next() async throws(RecordStreamError) -> Record? {
            while true {
                if row < rowCount, let batch {
                    defer { row += 1 }
                    return Record(batch: batch, row: row)
                }
                guard try await advance() else { return nil }
            }
        }

        /// Moves on to the next batch; returns false behind the last one.
        @usableFromInline
        nonisolated(nonsending) mutating func advance() async throws(RecordStreamError) -> Bool {
            row = 0
            rowCount = 0
            // The values of its records have been read since it was filled.
            try batch?.checkUnchanged()
            giveBack()
            guard !Task.isCancelled, let batch = try await reader.next() else { return false }
            self.batch = batch
            rowCount = batch.rowCount
            return true
        }

        /// Lets go of the batch, which is filled again unless a record of it has been kept.
        private mutating func giveBack() {
            if isKnownUniquelyReferenced(&batch), let batch { reader.recycle(batch) }
            batch = nil
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
