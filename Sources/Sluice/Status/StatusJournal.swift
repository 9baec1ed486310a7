#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The status store that needs no server: `_status.ndjson` in the output directory, one line an event.
///
/// ```
/// {"run":"9f3c…","stage":"Data Ingestion","status":"running","started_at":"2024-03-05T12:34:56.123456Z","input":"a.json"}
/// {"run":"9f3c…","stage":"Data Ingestion","status":"completed","completed_at":"…","execution_time_seconds":1.5,…}
/// ```
///
/// A line is added with one call, so that two runs do not tear each other's lines. The file is opened anew for each
/// event: between two of them a publish may have put another directory in the place of the old one.
struct StatusJournal: Sendable {
    let path: String
    /// The run's name in the journal: 16 hexadecimal digits.
    let run: String

    /// The journal of a new run in `directory`, which exists by the time of the first event.
    init(directory: String) {
        path = directory + "/" + PartName.status
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        run = String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Adds an event, stamped with the present time.
    ///
    /// The events that end a run are on the disk when this returns.
    func append(_ event: StatusEvent) throws(IngestionError) {
        do throws(SystemError) {
            try append(line(event, at: .now), isLast: !event.isRunning)
        } catch {
            throw IngestionError(
                .output,
                "cannot write the status journal \(Excerpt.path(path)): \(error)",
                isTransient: error.isTransient
            )
        }
    }

    private func append(_ line: [UInt8], isLast: Bool) throws(SystemError) {
        let file = try retryingInterrupts("open") {
            // SAFETY: the path is a string, which ends in a zero byte as the call needs it.
            unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        }
        defer { close(file) }
        var rest = (endsInTornLine(file) ? [UInt8(ascii: "\n")] + line : line)[...]
        while !rest.isEmpty {
            // SAFETY: the call reads the `count` bytes of the buffer that it is given.
            let count = try retryingInterrupts("write") {
                unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(count)
        }
        // Never tried again: what a failed one was to write is lost.
        if isLast { try retryingInterrupts("fsync") { fsync(file) } }
    }

    private func line(_ event: StatusEvent, at time: UTCTimestamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("run", run)
            writer.member("stage", StageStatus.stageName)
            switch event {
            case .running(let input):
                writer.member("status", StageStatus.running.rawValue)
                writer.member("started_at", time.description)
                writer.member("input", input)
            case .completed(let figures):
                Self.writeEnd(.completed, figures, at: time, to: &writer)
            case .failed(let figures, let message):
                Self.writeEnd(.failed, figures, at: time, to: &writer)
                writer.member("error_message", message)
            }
        }
        writer.endLine()
        return writer.bytes
    }

    private static func writeEnd(
        _ status: StageStatus,
        _ figures: StatusFigures,
        at time: UTCTimestamp,
        to writer: inout JSONWriter
    ) {
        writer.member("status", status.rawValue)
        writer.member("completed_at", time.description)
        writer.member("execution_time_seconds", figures.seconds)
        writer.member("records_processed", figures.recordsProcessed)
        writer.member("records_rejected", figures.recordsRejected)
    }

    /// Returns whether a run that was killed has left a line without its end, to which nothing must be added.
    private func endsInTornLine(_ file: Int32) -> Bool {
        let end = lseek(file, 0, SEEK_END)
        var last = UInt8(ascii: "\n")
        // SAFETY: the call writes one byte into a variable of one byte.
        guard end > 0, unsafe pread(file, &last, 1, end - 1) == 1 else { return false }
        return last != UInt8(ascii: "\n")
    }
}
