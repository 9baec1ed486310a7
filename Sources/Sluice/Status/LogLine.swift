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

    package let level: Level
    package let message: String
    package let origin: LogOrigin
    package var duration: Duration?
    package var failure: Failure?
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
            }
        }
        return TerminalText.escapedJSON(String(decoding: writer.bytes, as: UTF8.self))
    }
}
