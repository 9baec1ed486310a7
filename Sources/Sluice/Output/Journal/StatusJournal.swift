#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The status store that needs no server: `_status.ndjson` in the output directory, one line per event.
///
/// ```
/// {"run":"9f3c…","stage":"Data Ingestion","status":"running","started_at":"2024-03-05T12:34:56.123456Z","input":"a.json"}
/// {"run":"9f3c…","stage":"Data Ingestion","status":"completed","completed_at":"…","execution_time_seconds":1.5,…}
/// ```
///
/// A line is added with a single call, so that two runs do not tear each other's lines. The file is opened again for
/// each event, in a directory that stays open: the lines go wherever a publish moves it.
struct StatusJournal: Sendable {
    private let directory: Directory
    /// The journal's path for messages: the directory may have been moved since it was opened.
    private let path: String
    /// The run's name in the journal: 16 hexadecimal digits.
    let run: String

    /// Returns a name for a new run.
    static func newRun() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The journal in `directory`, which messages call `name`, for the events of `run`.
    init(in directory: Directory, called name: String, run: String) {
        self.directory = directory
        path = name + "/" + PartName.status
        self.run = run
    }

    /// Adds an event of the run, with its time.
    ///
    /// Events that end a run are on the device when this returns.
    func append(_ event: StatusEvent, at time: UTCTimestamp = .now) throws(IngestionError) {
        try append(event, of: run, at: time.description)
    }

    /// Adds an event of any run, with its time.
    func append(_ event: StatusEvent, of run: String, at time: String) throws(IngestionError) {
        do throws(SystemError) {
            try append(Self.line(event, of: run, at: time), isLast: !event.isRunning)
        } catch {
            throw IngestionError(
                .output,
                "cannot write the status journal \(path): \(error)",
                isTransient: error.isTransient
            )
        }
    }

    private func append(_ line: [UInt8], isLast: Bool) throws(SystemError) {
        let flags = O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK
        let file = try Descriptor(in: directory.descriptor, name: PartName.status, flags: flags, mode: 0o644)
        let bytes = endsInTornLine(file) ? [UInt8(ascii: "\n")] + line : line
        try file.write(bytes.span)
        // Never retried: what a failed sync was to write is lost.
        if isLast { try file.sync() }
        try file.close()
    }

    private static func line(_ event: StatusEvent, of run: String, at time: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("run", run)
            writer.member("stage", StageStatus.stageName)
            switch event {
            case .running(let input, let pipelineID):
                writer.member("status", StageStatus.running.rawValue)
                writer.member("started_at", time)
                writer.member("input", input)
                if let pipelineID { writer.member("pipeline_id", pipelineID) }
            case .completed(let figures):
                writeEnd(.completed, figures, at: time, to: &writer)
            case .failed(let figures, let message):
                writeEnd(.failed, figures, at: time, to: &writer)
                writer.member("error_message", message)
            case .interrupted(let figures, let message):
                writeEnd(.interrupted, figures, at: time, to: &writer)
                writer.member("error_message", message)
            }
        }
        writer.endLine()
        return writer.bytes
    }

    private static func writeEnd(
        _ status: StageStatus,
        _ figures: StatusFigures,
        at time: String,
        to writer: inout JSONWriter
    ) {
        writer.member("status", status.rawValue)
        writer.member("completed_at", time)
        writer.member("execution_time_seconds", figures.seconds)
        writer.member("records_processed", figures.recordsProcessed)
        writer.member("records_rejected", figures.recordsRejected)
    }

    /// Returns whether a killed run left an unfinished last line, to which nothing must be added.
    private func endsInTornLine(_ file: borrowing Descriptor) -> Bool {
        let end = lseek(file.rawValue, 0, SEEK_END)
        var last = UInt8(ascii: "\n")
        // SAFETY: the call writes one byte into a variable of one byte.
        guard end > 0, unsafe pread(file.rawValue, &last, 1, end - 1) == 1 else { return false }
        return last != UInt8(ascii: "\n")
    }
}
