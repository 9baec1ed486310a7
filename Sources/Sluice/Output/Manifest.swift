/// The record of a published run: what was read, what was written, and that the two agree.
struct Manifest {
    let report: IngestionReport
    let inputs: InputList
    let parts: [FinishedPart]
    let rejects: WrittenFile?
    let schema: Schema?
    let options: IngestionOptions
    /// How the records are written.
    let plan: OutputPlan
    let ledger: Ledger
    /// The run's name in the journal.
    let run: String
    /// The other files that are published beside the parts.
    let companions: [PublishedFile]
    let started: UTCTimestamp
    let ended: UTCTimestamp

    /// The manifest as one JSON object.
    func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("manifest_version", 2)
            writer.member("run", run)
            writer.member("complete", !report.isIncomplete)
            writer.member("input") { writeInput(to: &$0) }
            writer.arrayMember("inputs") { writeInputs(to: &$0) }
            writer.member("schema") { writeSchema(to: &$0) }
            writer.member("options") { writer in
                Self.write(options, plan, isReplay: inputs.isReplay, to: &writer)
            }
            if let leftOut = report.rejectsLeftOut { writer.member("rejects_left_out", leftOut) }
            if let stoppedAt = report.stoppedAt { writer.member("stopped_at", stoppedAt) }
            writer.member("spark", plan.sparkReading)
            writer.member("started_at", started.description)
            writer.member("ended_at", ended.description)
            writer.member("seconds", report.seconds)
            writer.member("pipeline_id", options.pipelineID)
            writer.arrayMember("parts") { writer in
                for part in parts { writer.object { Self.write(part, to: &$0) } }
            }
            if let rejects { writer.member("rejects") { rejects.write(to: &$0) } }
            writer.arrayMember("files") { writeFiles(to: &$0) }
            writer.member("errors", report.errors)
            if let firstError = report.firstError { writer.member("first_error", firstError) }
            if let message = report.message { writer.member("message", message) }
            writer.member("cleaning", report.cleaning)
            writer.member("ledger") { ledger.write(to: &$0) }
            writer.member("jobs", report.jobs)
            writer.member("peak_memory_bytes", report.peakMemoryBytes)
        }
        writer.endLine()
        return writer.bytes
    }

    /// Writes the name and size of each file other than the parts: these and the parts are what may be replaced.
    private func writeFiles(to writer: inout JSONWriter) {
        let path = PartName.rejects + "/" + PartName.rejectsFile
        let files = (rejects.map { [(path, $0.bytes)] } ?? []) + companions.map { ($0.name, $0.bytes.count) }
        for (name, bytes) in files {
            writer.object { writer in
                writer.member("name", name)
                writer.member("bytes", bytes)
            }
        }
    }

    /// Writes what all inputs together are, in the form of a checkpoint; of one input that is its own description.
    private func writeInput(to writer: inout JSONWriter) {
        if inputs.count == 1, let input = report.inputs.first {
            write(input, inputs.identity(at: 0), to: &writer)
        } else if inputs.areFiles {
            RunBinding.write(inputs, to: &writer)
        } else {
            writer.member("count", inputs.count)
            writer.member("bytes", report.bytesRead)
        }
        writer.member("shape", report.shape?.rawValue)
    }

    private func writeInputs(to writer: inout JSONWriter) {
        for (index, input) in report.inputs.enumerated() {
            writer.object { writer in
                write(input, inputs.identity(at: index), to: &writer)
                writer.member("records_seen", input.recordsSeen)
                writer.member("records_rejected", input.recordsRejected)
            }
        }
    }

    private func write(_ input: ReportedInputs.Element, _ identity: FileIdentity?, to writer: inout JSONWriter) {
        InputName(input.source).write(to: &writer, as: "path")
        if let identity { RunBinding.write(identity, to: &writer) } else { writer.member("bytes", input.bytes) }
        if let compression = input.compression { writer.member("compression", compression) }
    }

    private func writeSchema(to writer: inout JSONWriter) {
        writer.member("name", schema?.name)
        writer.member("crc32c", schema?.digest)
    }

    /// Writes the options that affect the output.
    static func write(_ options: IngestionOptions, _ plan: OutputPlan, isReplay: Bool, to writer: inout JSONWriter) {
        writer.member("format", options.format.rawValue)
        plan.write(options, to: &writer)
        switch options.errorPolicy {
        case .fail: writer.member("on_error", "fail")
        case .quarantine(let limit):
            writer.member("on_error", "quarantine")
            switch limit {
            case .count(let count): writer.member("max_errors", count)
            case .percentage(let percentage): writer.member("max_errors_percent", percentage)
            case nil: break
            }
        }
        if let location = options.location {
            writer.member("at", location.pointer)
            if let keyField = location.keyField { writer.member("key_field", keyField) }
        }
        if isReplay { writer.member("replay", true) }
        if let limit = options.recordLimit { writer.member("limit", limit) }
        writer.member("unknown_fields", options.unknownFields.rawValue)
        if options.formats != .annotate { writer.member("formats", options.formats.rawValue) }
        writer.member("part_size", options.partSize)
        writer.member("max_record_size", options.maximumRecordSize)
        writer.member("max_depth", options.maximumDepth)
    }

    static func write(_ part: FinishedPart, to writer: inout JSONWriter) {
        writer.member("name", part.name)
        writer.member("records", part.records)
        writer.member("bytes", part.bytes)
        writer.member("crc32c", part.crc32c.hexDigits)
        writer.member("input") { writer in
            writer.member("start", part.input.lowerBound)
            writer.member("end", part.input.upperBound)
        }
        if let columns = part.columns { writer.member("columns", encoded: columns.span) }
    }
}
