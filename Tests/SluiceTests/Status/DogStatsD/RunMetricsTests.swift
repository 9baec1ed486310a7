import TestSupport
import Testing

@testable import Sluice

@Suite("Metrics of a run")
struct RunMetricsTests {
    private func progress(_ bytes: Int, _ records: Int, _ rejects: Int = 0) -> IngestionEvent {
        .progressed(IngestionProgress(bytes: bytes, totalBytes: nil, records: records, rejects: rejects))
    }

    private func rejection(_ record: Int, _ code: ErrorCode) -> IngestionEvent {
        .rejected(
            Diagnostic(
                exactName: InputName("a"),
                position: RecordPosition(record: record, line: 1, column: 1, offset: 0),
                code: code,
                pointer: "/a|b",
                message: "m",
                excerpt: nil
            )
        )
    }

    private func ended(_ configure: (inout IngestionReport) -> Void) -> IngestionEvent {
        var report = IngestionReport()
        report.seconds = 1.5
        configure(&report)
        return .ended(report)
    }

    private func texts(_ metrics: [Metric]) -> [String] {
        metrics.map { String(decoding: $0.line([]), as: UTF8.self) }
    }

    @Test("counts are what has been added, and sum up to the report's")
    func deltas() {
        var metrics = RunMetrics(pipelineID: 7)
        metrics.note(.started(input: "a", totalBytes: nil))
        #expect(metrics.take().isEmpty)
        metrics.note(progress(100, 10))
        metrics.note(progress(250, 20, 1))
        // Records count once they are published.
        #expect(texts(metrics.take()) == ["pipeline.bytes_processed:250|c|#pipeline_id:7"])
        #expect(metrics.take().isEmpty)
        metrics.note(progress(300, 25, 1))
        #expect(!metrics.hasEnd)
        metrics.note(
            ended {
                $0.status = .completed
                $0.recordsWritten = 30
                $0.replacedAtomically = true
                $0.bytesRead = 400
            }
        )
        #expect(metrics.hasEnd)
        #expect(
            texts(metrics.take()) == [
                "pipeline.records_processed:30|c|#pipeline_id:7",
                "pipeline.bytes_processed:150|c|#pipeline_id:7",
                "pipeline.stage.duration:1.5|d|#stage:data_ingestion,pipeline_id:7",
                "pipeline.runs:1|c|#status:completed,pipeline_id:7",
            ]
        )
        #expect(!metrics.hasEnd)
    }

    @Test("a bad record counts once, by the first of its errors")
    func rejects() {
        var metrics = RunMetrics(pipelineID: 7)
        for event in [rejection(3, .syntax), rejection(4, ErrorCode(rawValue: "type")), rejection(4, .utf8)] {
            metrics.note(event)
        }
        metrics.note(rejection(9, .syntax))
        #expect(
            texts(metrics.take()) == [
                "pipeline.records_rejected:2|c|#error_type:syntax,pipeline_id:7",
                "pipeline.records_rejected:1|c|#error_type:type,pipeline_id:7",
            ]
        )
    }

    @Test(
        "a failed run has its kind of failure, once, after what it has done",
        arguments: [
            (.inconsistency, "inconsistency"), (.usage, "usage"), (.data, "data"), (.input, "input"),
            (.output, "output"), (.interrupted, "interrupted"),
        ] as [(IngestionError.Kind, String)]
    )
    func failures(kind: IngestionError.Kind, word: String) {
        var metrics = RunMetrics(pipelineID: 7)
        metrics.note(.started(input: "a", totalBytes: nil))
        metrics.note(progress(100, 10))
        metrics.note(
            ended {
                $0.fail(IngestionError(kind, "m"))
                $0.bytesRead = 120
            }
        )
        #expect(metrics.hasEnd)
        #expect(
            texts(metrics.take()) == [
                "pipeline.bytes_processed:120|c|#pipeline_id:7",
                "pipeline.stage.duration:1.5|d|#stage:data_ingestion,pipeline_id:7",
                "pipeline.runs:1|c|#status:\(kind == .interrupted ? "interrupted" : "failed"),pipeline_id:7",
                "pipeline.errors:1|c|#stage:data_ingestion,error_type:\(word),pipeline_id:7",
            ]
        )
        #expect(metrics.take().isEmpty)
        // A run that completes after it is not a failure.
        metrics.note(ended { $0.status = .completed })
        #expect(!texts(metrics.take()).contains { $0.hasPrefix("pipeline.errors") })
    }

    @Test("the failure of a run is counted under its kind")
    func failedRun() async throws {
        for (path, text, word) in [("missing.json", nil, "input"), ("bad.json", "{\"id\": nul}", "data")] {
            let directory = try TemporaryDirectory()
            if let text { try directory.write(text, to: path) }
            let metrics = Locked(RunMetrics(pipelineID: nil))
            let error = await #expect(throws: IngestionError.self) {
                try await Ingestion(input: .file(directory.path(path)), output: .none).run { event in
                    metrics.withLock { $0.note(event) }
                }
            }
            let lines = texts(metrics.withLock { $0.take() })
            #expect(
                lines.suffix(2).first == "pipeline.runs:1|c|#status:failed",
                "\(path): \(String(describing: error))"
            )
            #expect(lines.last == "pipeline.errors:1|c|#stage:data_ingestion,error_type:\(word)")
        }
    }

    @Test("a second run begins at zero")
    func twoRuns() {
        var metrics = RunMetrics(pipelineID: nil)
        for _ in 0..<2 {
            metrics.note(.started(input: "a", totalBytes: nil))
            metrics.note(progress(100, 10))
            metrics.note(rejection(0, .syntax))
            metrics.note(
                ended {
                    $0.recordsWritten = 10
                    $0.replacedAtomically = true
                    $0.bytesRead = 100
                }
            )
        }
        let lines = texts(metrics.take())
        #expect(
            lines.prefix(3) == [
                "pipeline.records_processed:20|c", "pipeline.records_rejected:2|c|#error_type:syntax",
                "pipeline.bytes_processed:200|c",
            ]
        )
        #expect(lines.count { $0 == "pipeline.runs:1|c|#status:failed" } == 2)
    }
}

extension RunMetrics {
    /// Notes what an observer is called with.
    fileprivate mutating func note(_ event: IngestionEvent) {
        switch event {
        case .started: open()
        case .resumed(let progress): resume(progress)
        case .progressed(let progress): record(progress)
        case .rejected(let diagnostic): record(diagnostic)
        case .retrying: retry()
        case .warning: break
        case .ended(let report): end(report)
        }
    }
}
