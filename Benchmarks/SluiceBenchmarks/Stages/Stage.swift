import Sluice

/// Something that is measured over an input.
struct Stage: Sendable {
    let name: String
    let summary: String
    /// Whether it is a job to compare with a copy of the file.
    var isWholeJob = false
    /// Whether another process does the work.
    var isProcess = false
    /// Whether the input is in memory as a whole before it begins.
    var holdsInput = false
    /// Which shapes it can be measured over.
    var applies: @Sendable (Shape) -> Bool = { _ in true }
    /// Runs it once; `output` is a path that does not exist yet.
    let run: @concurrent @Sendable (_ input: BenchmarkInput, _ output: String) async throws -> Sample

    /// The yardstick: whole jobs are also given in multiples of its time.
    static let copy = Stage(name: "cp", summary: "cp of the input, as a process", isProcess: true) { input, output in
        try await Sample { try System.spawn(["cp", input.path, output]) }
    }

    /// The one list of stages.
    static let all =
        [copy] + SingleCoreStage.allCases.map(Stage.init) + [
            Stage(name: "stream", summary: "RecordStream, reading two integers of each record") { input, _ in
                try await Sample { try await stream(input) }
            },
            Stage(name: "validate-1", summary: "the checking job without an output, one worker", isWholeJob: true) {
                input,
                _ in
                try await Sample { try await ingest(input, .none, jobs: 1) }
            },
            Stage(name: "validate", summary: "the same, a worker for each core", isWholeJob: true) { input, _ in
                try await Sample { try await ingest(input, .none) }
            },
            Stage(name: "ingest-1", summary: "the whole job, to a directory, one worker", isWholeJob: true) {
                input,
                output in
                try await Sample { try await ingest(input, .directory(output), jobs: 1) }
            },
            Stage(name: "ingest", summary: "the same, a worker for each core", isWholeJob: true) { input, output in
                try await Sample { try await ingest(input, .directory(output)) }
            },
            Stage(name: "generate", summary: "making the input, in memory", applies: \.isSynthetic) { input, _ in
                await Sample {
                    var document = input.document
                    var buffer: [UInt8] = []
                    while document.fill(&buffer, upTo: 256 << 10) {}
                }
            },
        ]

    private static func ingest(
        _ input: BenchmarkInput,
        _ output: OutputDestination,
        jobs: Int = ProcessInformation.processorCount
    ) async throws {
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        options.jobs = jobs
        let job = Ingestion(input: .file(input.path), output: output, schema: .items, options: options)
        let report = try await job.run()
        guard report.recordsSeen == input.records else { throw BenchmarkError("ingest has lost records") }
    }

    private static func stream(_ input: BenchmarkInput) async throws {
        var count = 0
        var sum = 0
        for try await record in RecordStream(contentsOf: input.path, badRecords: .report { _ in }) {
            count += 1
            // A record that is JSON may still have another type in its place.
            sum &+= (try? record.integer("id")) ?? 0
            sum &+= (try? record.integer("quantity")) ?? 0
        }
        guard count > 0, sum != 0 || input.records < 2 else { throw BenchmarkError("stream has lost records") }
    }
}
