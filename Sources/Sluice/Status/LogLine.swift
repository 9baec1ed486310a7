/// One line of a machine-readable log: a JSON object with Datadog's standard attributes.
package struct LogLine: Sendable {
    /// The severity of a line.
    package enum Level: String, Sendable {
        case info
        case warn
        case error
    }

    /// What failed, if something did.
    package struct Failure: Sendable {
        /// A stable word: an error code, or the kind of failure.
        package let kind: String
        package let message: String

        package init(kind: String, message: String) {
            self.kind = kind
            self.message = message
        }
    }

    /// How far a run has come.
    package struct Progress: Sendable {
        private let progress: IngestionProgress
        /// How much of the input is done, 0 to 1; `nil` if its size is unknown.
        private let share: Double?
        private let bytesPerSecond: Double
        private let secondsLeft: Double?

        package init(_ progress: IngestionProgress, share: Double?, bytesPerSecond: Double, secondsLeft: Double?) {
            self.progress = progress
            self.share = share
            self.bytesPerSecond = bytesPerSecond
            self.secondsLeft = secondsLeft
        }

        fileprivate func write(to writer: inout JSONWriter) {
            writer.member("bytes", progress.bytes)
            if let total = progress.totalBytes { writer.member("total_bytes", total) }
            if let share { writer.member("percent", (share * 1_000).rounded() / 10) }
            writer.member("records", progress.records)
            writer.member("rejects", progress.rejects)
            writer.member("bytes_per_second", bytesPerSecond.rounded())
            if let secondsLeft, secondsLeft < 1e15 { writer.member("seconds_left", secondsLeft.rounded()) }
        }
    }

    package let level: Level
    package let message: String
    package let origin: LogOrigin
    package var duration: Duration?
    package var failure: Failure?
    package var progress: Progress?
    /// What the line is about, if that is an error in the input.
    private var diagnostic: Diagnostic?

    /// A line about an error in the input.
    package init(_ level: Level, _ diagnostic: Diagnostic, from origin: LogOrigin) {
        self.init(level, diagnostic.headline, from: origin)
        self.diagnostic = diagnostic
        failure = Failure(kind: diagnostic.code.rawValue, message: diagnostic.message)
    }

    package init(_ level: Level, _ message: String, from origin: LogOrigin) {
        self.level = level
        self.message = message
        self.origin = origin
    }

    /// Returns the line with the current time, without a line break.
    package func json() -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("timestamp", UTCTimestamp.now.description)
            writer.member("status", level.rawValue)
            writer.member("message", message)
            writer.member("service", origin.service)
            writer.member("ddsource", "sluice")
            if let tags = origin.tags { writer.member("ddtags", tags) }
            if let pipelineID = origin.pipelineID { writer.member("pipeline_id", pipelineID) }
            if let traceID = origin.traceID { writer.member("dd.trace_id", traceID) }
            if let spanID = origin.spanID { writer.member("dd.span_id", spanID) }
            if let duration {
                let (seconds, attoseconds) = duration.components
                writer.member("duration", Int(seconds) * 1_000_000_000 + Int(attoseconds) / 1_000_000_000)
            }
            progress?.write(to: &writer)
            if let failure {
                writer.member("error.kind", failure.kind)
                writer.member("error.message", failure.message)
            }
            if let diagnostic {
                writer.member("file", diagnostic.input)
                writer.member("line", diagnostic.position.line)
                writer.member("column", diagnostic.position.column)
                writer.member("field", diagnostic.pointer)
                writer.member("code", diagnostic.code.rawValue)
                if let original = diagnostic.original { writer.member("original", original) }
            }
        }
        return TerminalText.escapedJSON(String(decoding: writer.bytes, as: UTF8.self))
    }
}
