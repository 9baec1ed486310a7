/// The records of one or more inputs, one at a time and in order, in bounded memory.
///
/// ```swift
/// for try await record in RecordStream(contentsOf: "items.json") {
///     let id = try record.integer("id")
///     let name = try record.string("name")
/// }
/// ```
///
/// The input may be an array, newline-delimited or concatenated records, or one object, as `Ingestion` reads them. Each
/// record is checked to be a JSON object (RFC 8259) without duplicate keys before it is handed out. The stream reads
/// only a few batches of records ahead, on its own thread, so its memory does not grow with the input. A record that is
/// kept keeps its chunk.
///
/// If a file changes while it is being read, the iteration throws. Records of the chunk in which the change was found
/// may have been handed out by then, so results should be used only after the iteration has ended. A file that is
/// truncated ends the process, unless ``MappedInputRescue`` is installed.
///
/// Several inputs are read one after the other; ``Record/input`` is the one that a record is in. Those without a document
/// are skipped, unless all are. The files of a directory are listed when an iteration begins.
///
/// Each iterator reads the inputs from their beginning. If the surrounding task is cancelled, the iteration throws
/// ``RecordStreamError/cancelled``; it never ends as if the input had ended.
public struct RecordStream: AsyncSequence, Sendable {
    /// The elements of the stream.
    public typealias Element = Record
    /// What the iteration throws.
    public typealias Failure = RecordStreamError

    /// What an iteration does with a bad record.
    public enum BadRecordPolicy: Sendable {
        /// It throws after all good records before the bad one have been handed out.
        case fail
        /// It reports the record and continues after it. If it cannot find a next record, it throws.
        case report(@Sendable (Diagnostic) -> Void)
    }

    /// Where the records come from, in this order.
    public let inputs: [InputSource]
    /// What an iteration does with a bad record.
    ///
    /// Default: it throws.
    public var badRecords: BadRecordPolicy
    /// The size in bytes above which a record is bad.
    ///
    /// Default: 64 MiB.
    public var maximumRecordSize = 64 << 20
    /// The number of nested containers above which a record is bad.
    ///
    /// Default: 512.
    public var maximumDepth = 512
    /// Where the records are in each document, if not at its top level.
    ///
    /// Default: at its top level.
    public var location: RecordLocation?
    /// How many bytes are read at a time.
    ///
    /// Default: 1 MiB.
    public var chunkSize = 1 << 20

    /// The records of the file at `path`.
    ///
    /// Nothing is opened before the first record is asked for.
    public init(contentsOf path: FilePath, badRecords: BadRecordPolicy = .fail) {
        self.init(.file(path), badRecords: badRecords)
    }

    /// The records of the file at `path`.
    ///
    /// Nothing is opened before the first record is asked for.
    @_disfavoredOverload
    public init(contentsOf path: String, badRecords: BadRecordPolicy = .fail) {
        self.init(contentsOf: FilePath(path), badRecords: badRecords)
    }

    /// The records of `input`.
    ///
    /// Nothing is opened before the first record is asked for.
    public init(_ input: InputSource, badRecords: BadRecordPolicy = .fail) {
        self.init([input], badRecords: badRecords)
    }

    /// The records of `inputs`, one input after the other.
    ///
    /// Nothing is opened before the first record is asked for.
    public init(_ inputs: [InputSource], badRecords: BadRecordPolicy = .fail) {
        self.inputs = inputs
        self.badRecords = badRecords
    }

    /// Returns an iterator that reads from the beginning.
    public func makeAsyncIterator() -> Iterator { Iterator(RecordBatchReader(self)) }
}

extension RecordStream {
    /// An iteration over the records of an input.
    ///
    /// Most calls only advance a counter in the current batch, without suspending or calling into the library. To make
    /// that possible the type is frozen and `next` inlinable.
    @frozen
    public struct Iterator: AsyncIteratorProtocol {
        /// The elements of the stream.
        public typealias Element = Record
        /// What the iteration throws.
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

        /// Returns the next record, or `nil` after the last one.
        ///
        /// It runs where its caller does, whatever `actor` is: as long as the batch has records there is nothing to
        /// wait for, and changing executors costs more than reading a record.
        ///
        /// - Throws: `RecordStreamError` if the input cannot be read, a record is bad, or the task is cancelled.
        @inlinable
        public nonisolated(nonsending) mutating func next(
            isolation actor: (any Actor)?
        ) async throws(RecordStreamError) -> Record? {
            try await next()
        }

        /// Returns the next record, or `nil` after the last one.
        ///
        /// - Throws: `RecordStreamError` if the input cannot be read, a record is bad, or the task is cancelled.
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

        /// Moves to the next batch; returns false after the last one.
        @usableFromInline
        nonisolated(nonsending) mutating func advance() async throws(RecordStreamError) -> Bool {
            row = 0
            rowCount = 0
            // The values of its records may have been read after it was filled.
            try batch?.checkUnchanged()
            releaseBatch()
            guard let batch = try await reader.next() else { return false }
            self.batch = batch
            rowCount = batch.rowCount
            return true
        }

        /// Releases the batch, which is reused unless a record of it has been kept.
        private mutating func releaseBatch() {
            if isKnownUniquelyReferenced(&batch), let batch { reader.recycle(batch) }
            batch = nil
        }
    }
}
