extension IngestionReport {
    /// The version of the JSON report; raised when a member changes its meaning or is removed.
    private static let schemaVersion = 3

    /// Returns the report as one JSON object on a single line, without a line break.
    public func json() -> String { json(exitStatus: nil) }

    /// Returns the same with the member `exit_code`.
    package func json(exitStatus: Int32?) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema_version", Self.schemaVersion)
            writer.member("status", status.rawValue)
            if let exitStatus { writer.member("exit_code", exitStatus) }
            writer.member("inputs", inputs)
            writer.member("output", output)
            writer.member("shape", shape?.rawValue)
            writer.member("bytes_read", bytesRead)
            if let stoppedAt { writer.member("stopped_at", stoppedAt) }
            writer.member("records_seen", recordsSeen)
            if let rejectsLeftOut { writer.member("rejects_left_out", rejectsLeftOut) }
            writer.member("records_accepted", recordsAccepted)
            writer.member("records_rejected", recordsRejected)
            writer.member("records_written", recordsWritten)
            writer.member("errors", errors)
            if let firstError { writer.member("first_error", firstError) }
            writer.member("cleaning", cleaning)
            writer.member("parts", parts)
            if isIncomplete { writer.member("incomplete", true) }
            if let replacedAtomically { writer.member("replaced_atomically", replacedAtomically) }
            writer.member("seconds", seconds)
            writer.member("bytes_per_second", bytesPerSecond)
            writer.member("records_per_second", recordsPerSecond)
            writer.member("peak_memory_bytes", peakMemoryBytes)
            writer.member("jobs", jobs)
            if let message { writer.member("message", message) }
        }
        return TerminalText.escapedJSON(String(decoding: writer.bytes, as: UTF8.self))
    }
}

extension IngestionReport.ErrorSummary: JSONWritable {
    /// Reads what `write(to:)` has written.
    init?(_ node: JSONNode) {
        guard let code = node["code"]?.string, let field = node["field"]?.string, let count = node["count"]?.count,
            let first = node["first"], let record = first["record"], let line = first["line"]?.count,
            let column = first["column"]?.count, let offset = first["offset"]?.count
        else { return nil }
        guard record.isNull || record.count != nil else { return nil }
        let position = RecordPosition(record: record.count, line: line, column: column, offset: offset)
        // Manifests of version 0.1 have no messages.
        let message = node["message"]?.string ?? ""
        self.init(code: ErrorCode(rawValue: code), field: field, count: count, first: position, message: message)
        input = first["file"]?.string ?? ""
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", code.rawValue)
            writer.member("field", field)
            writer.member("count", count)
            writer.member("first") { writer in
                if !input.isEmpty { writer.member("file", input) }
                writer.member("record", first.record)
                writer.member("line", first.line)
                writer.member("column", first.column)
                writer.member("offset", first.offset)
            }
            writer.member("message", message)
        }
    }
}

extension IngestionReport.CleaningSummary: JSONWritable {
    /// Reads what `write(to:)` has written.
    init?(_ node: JSONNode) {
        guard let field = node["field"]?.string, let rule = node["rule"]?.string, let count = node["count"]?.count
        else { return nil }
        self.init(field: field, rule: rule, count: count)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("field", field)
            writer.member("rule", rule)
            writer.member("count", count)
        }
    }
}

extension IngestionReport.Part: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("records", records)
            writer.member("bytes", bytes)
        }
    }
}
