/// The records of an input, one at a time and in order, in bounded memory.
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
/// a few batches of records ahead on a thread of its own, so its memory does not grow with the input; a record that is
/// kept keeps its chunk.
///
/// A file that is changed while it is read ends the iteration by throwing. The records of the chunk that the change was
/// met in may have been handed out by then, so what is made of records counts when the iteration has come to its end. A
/// file that is truncated ends the process, unless ``MappedInputRescue`` is installed.
///
/// Each iterator reads the input from its beginning. Cancelling the surrounding task ends the iteration.
public struct RecordStream: AsyncSequence, Sendable {
    /// What the stream is made of.
    public typealias Element = Record
    /// What ends it early.
    public typealias Failure = RecordStreamError

    /// What an iteration does when it meets a bad record.
    public enum BadRecordPolicy: Sendable {
        /// It throws, when all good records before the bad one have been handed out.
        case fail
        /// It tells of the record and goes on behind it. Where no next record can be found it ends by throwing.
        case report(@Sendable (Diagnostic) -> Void)
    }

    /// Where the records come from.
    public let input: InputSource
    /// What an iteration does when it meets a bad record.
    ///
    /// Default: it throws.
    public var badRecords: BadRecordPolicy
    /// The size in bytes over which a record is a bad record.
    ///
    /// Default: 64 MiB.
    public var maximumRecordSize = 64 << 20
    /// The number of nested containers over which a record is a bad record.
    ///
    /// Default: 512.
    public var maximumDepth = 512
    /// The size in bytes of what is read at a time.
    ///
    /// Default: 1 MiB.
    public var chunkSize = 1 << 20

    /// The records of the file at `path`.
    ///
    /// Nothing is opened before the first record is asked for.
    public init(contentsOf path: String, badRecords: BadRecordPolicy = .fail) {
        self.init(.file(path), badRecords: badRecords)
    }

    /// The records of `input`.
    ///
    /// Nothing is opened before the first record is asked for.
    public init(_ input: InputSource, badRecords: BadRecordPolicy = .fail) {
        self.input = input
        self.badRecords = badRecords
    }

    /// Returns an iterator that reads from the beginning.
    public func makeAsyncIterator() -> Iterator { Iterator(RecordBatchReader(self)) }
}
