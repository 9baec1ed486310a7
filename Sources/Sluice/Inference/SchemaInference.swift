/// Reads whole inputs and infers a JSON Schema that all their records fit.
///
/// ```swift
/// let schema = try SchemaInference(input: .file("items.json")).run()
/// print(schema.json())
/// ```
///
/// Types, required members and formats hold for every value, not for a sample. Memory does not grow with the input.
public struct SchemaInference: Sendable {
    /// Where the records come from.
    public let inputs: [InputSource]
    /// Where the records are in each document, if not at its top level.
    public let location: RecordLocation?
    /// The number of records after which the reading stops: the schema then holds for these.
    ///
    /// Default: none, the inputs are read to their ends. A number below 1 is an error of kind `usage`.
    public var recordLimit: Int?
    /// The size of the chunks that are read, in bytes.
    var chunkSize = 1 << 20

    /// Creates an inference for the records at `location` in `input`, which is not opened yet.
    public init(input: InputSource, location: RecordLocation? = nil) {
        self.init(inputs: [input], location: location)
    }

    /// Creates an inference for the records at `location` in `inputs`, which are not opened yet.
    public init(inputs: [InputSource], location: RecordLocation? = nil) {
        self.inputs = inputs
        self.location = location
    }

    /// Reads the inputs from their first byte to their last, or up to the limit, on the calling thread.
    ///
    /// - Parameter onBadRecord: Called with the error in the data that ends the reading, if there is one.
    /// - Returns: A schema that every record fits.
    /// - Throws: `IngestionError` of kind `data` for a bad record, and of kind `input` for an input that cannot be read
    ///   or is not valid JSON as a whole.
    public func run(onBadRecord: (Diagnostic) -> Void = { _ in }) throws(IngestionError) -> InferredSchema {
        if let recordLimit, recordLimit < 1 {
            throw IngestionError(.usage, "record limit: expected at least 1, found \(recordLimit)")
        }
        var failure: IngestionError?
        let schema: InferredSchema
        do throws(InputError) {
            let (observer, bytesRead, notes) = try observe { diagnostic, isStructural in
                onBadRecord(diagnostic)
                failure = Self.failure(diagnostic, isStructural)
            }
            schema = InferredSchema(observer, bytesRead: bytesRead, notes: notes)
        } catch {
            let failure = IngestionError(error)
            if let diagnostic = failure.diagnostic { onBadRecord(diagnostic) }
            throw failure
        }
        if let failure { throw failure }
        return schema
    }

    private func observe(
        onBadRecord: (Diagnostic, _ isStructural: Bool) -> Void
    ) throws(InputError) -> (observer: SchemaObserver, bytesRead: Int, notes: [String]) {
        var stream = RecordStream(inputs)
        stream.chunkSize = chunkSize
        stream.location = location
        var reading = try SequentialReading(stream, upTo: recordLimit, cancellation: Cancellation())
        let storage = RecordBatchStorage(keyField: location?.keyField)
        var observer = SchemaObserver(keyField: location?.keyField)
        var badRecord: (diagnostic: Diagnostic, isStructural: Bool)?
        while badRecord == nil {
            let isRead = try reading.readBatch(into: storage) { diagnostic, isStructural in
                if badRecord == nil { badRecord = (diagnostic, isStructural) }
                return false
            }
            guard isRead else { break }
            if let badRecord {
                if let streamBreak = reading.breakAfterBadRecord() { throw InputError(message: streamBreak.message) }
                onBadRecord(badRecord.diagnostic, badRecord.isStructural)
            }
            let view = storage.view
            for index in 0..<storage.rowCount {
                let row = storage.row(index)
                if location?.keyField != nil { observer.memberKey = storage.extra(Int(row.firstExtra)).value }
                observer.add(row, of: view)
            }
        }
        // The last batch has been read since the last check.
        try reading.checkAllUnchanged()
        return (observer, reading.bytesRead, reading.takeNotes())
    }

    private static func failure(_ diagnostic: Diagnostic, _ isStructural: Bool) -> IngestionError {
        let consequence = "; no schema was inferred"
        guard isStructural else {
            let summary = diagnostic.position.badSubject + consequence
            return IngestionError(.data, diagnostic.headline + consequence, summary: summary, quoting: diagnostic)
        }
        let reason = "the input is not valid JSON"
        let message = "\(reason): \(diagnostic.headline)\(consequence)"
        return IngestionError(.input, message, summary: reason + consequence, quoting: diagnostic)
    }
}
