/// The records of a run on their way to an open file, from which nothing can be taken back.
struct StreamOutput: ~Copyable {
    private let request: StreamRequest
    private var writer: StreamWriter
    /// What is written before the first record.
    private var header: [UInt8]
    private var rejects: RejectWriter?
    /// Whether rejects have been written, and perhaps read.
    private var hasRejects = false
    /// How many records have been written.
    private(set) var records = 0

    /// - Throws: `IngestionError` if the output or the file for rejects cannot be written, or must not be.
    init(_ request: StreamRequest) throws(IngestionError) {
        try request.check()
        let writer = try Self.writer(request)
        var rejects: RejectWriter?
        if let path = request.rejects { rejects = try RejectWriter.opened(at: path, for: request) }
        self.request = request
        self.writer = writer
        self.rejects = rejects
        header = if case .csv(let plan) = request.plan { plan.header } else { [] }
    }

    private static func writer(_ request: StreamRequest) throws(IngestionError) -> StreamWriter {
        do throws(SystemError) {
            return try StreamWriter(request.descriptor, request.cancellation)
        } catch {
            throw IngestionError(.output, "cannot write to \(request.outputName): \(error)")
        }
    }

    /// Whether anything has been written, so that the run cannot begin again.
    var hasWritten: Bool { writer.bytesWritten > 0 || hasRejects }

    /// Writes the first `count` records of a batch.
    mutating func write(_ batch: borrowing EncodedBatch, records count: Int) throws(IngestionError) {
        guard count > 0 else { return }
        try writeHeader()
        let bytes = batch.bytes.span
        try write(bytes.extracting(first: batch.extents[count - 1].end))
        records += count
    }

    /// Writes a rejected record; `raw` is its bytes, or as many of them as a reject shows.
    mutating func write(_ rejection: LocatedRejection, raw: Span<UInt8>) throws(IngestionError) {
        guard let path = request.rejects else { return }
        hasRejects = true
        do throws(SystemError) {
            try rejects?.write(rejection, raw: raw)
        } catch {
            throw RejectWriter.failure(error, path)
        }
    }

    /// Ends the output; without records that is the header alone, as in a directory.
    mutating func finish() throws(IngestionError) {
        try writeHeader()
        guard let path = request.rejects, let rejects = rejects.take() else { return }
        do throws(SystemError) {
            _ = try rejects.close()
        } catch {
            throw RejectWriter.failure(error, path)
        }
    }

    /// Ends the output of a run that has failed: the rejects so far are complete.
    mutating func abandon() {
        guard let rejects = rejects.take() else { return }
        // The run has already failed.
        _ = try? rejects.close()
    }

    private mutating func writeHeader() throws(IngestionError) {
        guard !header.isEmpty else { return }
        let bytes = header
        try write(bytes.span)
        header = []
    }

    private mutating func write(_ bytes: Span<UInt8>) throws(IngestionError) {
        do throws(SystemError) {
            try writer.write(bytes)
        } catch {
            if error.isReaderGone { throw .readerGone }
            let message = "cannot write to \(request.outputName): \(error)"
            throw IngestionError(.output, message, isTransient: error.isTransient)
        }
    }
}
