import Sluice

/// Something that is measured over an input; `output` is a path that does not exist yet.
struct Stage: Sendable {
    let name: String
    let summary: String
    let run: @concurrent @Sendable (_ input: BenchmarkInput, _ output: String) async throws -> Void

    /// The yardstick: every other stage is also given in multiples of its time.
    static let copy = Stage(name: "cp", summary: "cp of the input, as a process") { input, output in
        try System.spawn(["cp", input.path, output])
    }

    /// The one list of stages.
    static let all = [
        copy,
        Stage(name: "ingest", summary: "the whole job with the items schema, to a directory") { input, output in
            try await ingest(input, .directory(output))
        },
        Stage(name: "validate", summary: "the same checks without an output") { input, _ in
            try await ingest(input, .none)
        },
        Stage(name: "stream", summary: "RecordStream, reading two fields of each record") { input, _ in
            try await stream(input)
        },
        Stage(name: "generate", summary: "making the input, in memory") { input, _ in
            var document = input.document
            var buffer: [UInt8] = []
            while document.fill(&buffer, upTo: 256 << 10) {}
        },
    ]

    private static func ingest(_ input: BenchmarkInput, _ output: Ingestion.Output) async throws {
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        let job = Ingestion(input: .file(input.path), output: output, schema: .items, options: options)
        let report = try await job.run()
        guard report.recordsSeen == input.records else { throw BenchmarkError("ingest has lost records") }
    }

    private static func stream(_ input: BenchmarkInput) async throws {
        var digits = 0
        for try await record in RecordStream(contentsOf: input.path, badRecords: .report { _ in }) {
            // A record that is JSON may still have another type in its place.
            digits += record.value("id")?.raw.utf8.count ?? 0
            digits += record.value("quantity")?.raw.utf8.count ?? 0
        }
        guard digits > 0 || input.records == 0 else { throw BenchmarkError("stream has lost records") }
    }
}
