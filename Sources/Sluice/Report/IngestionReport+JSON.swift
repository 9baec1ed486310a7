extension IngestionReport {
    /// The version of the JSON report's form; it grows when a member changes its meaning or goes away.
    private static let schemaVersion = 1

    /// Returns the report as one JSON object on one line, without a line break.
    public func json() -> String { json(exitStatus: nil) }

    /// Returns the report as a command prints it that ends with `exitStatus`.
    package func json(exitStatus: Int32?) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema_version", Self.schemaVersion)
            writer.member("status", status.rawValue)
            if let exitStatus { writer.member("exit_code", exitStatus) }
            writer.member("input", input)
            writer.member("output", output)
            writer.member("shape", shape?.rawValue)
            writer.member("bytes_read", bytesRead)
            writer.member("records_seen", recordsSeen)
            writer.member("records_written", recordsWritten)
            writer.member("records_rejected", recordsRejected)
            writer.member("errors", errors)
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

extension IngestionReport {
    /// The report of a run that was asked for something impossible, and has failed before its first byte.
    package init(input: InputSource, output: OutputDestination, failure message: String) {
        self.init()
        self.input = input.name
        if case .directory(let path) = output { self.output = path }
        fail(IngestionError(.usage, message))
    }
}

extension IngestionReport.ErrorSummary: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", code.rawValue)
            writer.member("field", field)
            writer.member("count", count)
            writer.member("first") { writer in
                writer.member("record", first.record)
                writer.member("line", first.line)
                writer.member("column", first.column)
                writer.member("offset", first.offset)
            }
        }
    }
}

extension IngestionReport.CleaningSummary: JSONWritable {
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
