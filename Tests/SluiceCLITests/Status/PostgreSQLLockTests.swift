import Foundation
import Sluice
import TestSupport
import Testing

extension PostgreSQLTests {
    @Suite("Runs of one pipeline")
    struct Locks {
        private let server: PostgreSQLServer
        /// What a test writes goes with the server.
        private var directory: TemporaryDirectory { server.directory }

        init() throws {
            server = try PostgreSQLServer()
            for name in ["x", "y"] {
                let made = try SluiceBinary.run(["status", "create", name, "--database", server.url])
                #expect(made.status == 0, "\(made.errors)")
            }
        }

        private func arguments(_ input: String, _ output: String, pipeline: Int = 1) -> [String] {
            [
                "ingest", input, "-o", directory.path(output), "--chunk-size", "64", "--database", server.url,
                "--pipeline-id", "\(pipeline)",
            ]
        }

        /// A run that has started and waits for more of its input.
        private func startedRun(_ output: String) throws -> SluiceProcess {
            let run = try SluiceProcess(arguments("-", output))
            run.feed(String(repeating: "{\"id\":1}\n", count: 10_000))
            // The journal is there once the run has read the beginning of its input.
            #expect(try eventually { try SluiceBinary.run(["status", directory.path(output)]).status == 0 })
            #expect(try server.rows().hasSuffix("|running|"))
            return run
        }

        private func run(_ output: String, pipeline: Int = 1) throws -> SluiceBinary.Outcome {
            let input = try directory.write("{\"id\":1}\n{\"id\":2}\n", to: "in.ndjson")
            return try SluiceBinary.run(arguments(input, output, pipeline: pipeline))
        }

        private func shownStatuses() throws -> [String?] {
            let shown = try SluiceBinary.run([
                "status", "--database", server.url, "--pipeline-id", "1", "--report", "json",
            ])
            let pipelines = try JSONSerialization.jsonObject(with: shown.output) as? [[String: Any]]
            let stages = pipelines?.first?["stages"] as? [[String: Any]]
            return [pipelines?.first?["status"] as? String, stages?[1]["status"] as? String]
        }

        @Test("follow each other: a second one is refused while the first goes on, and other pipelines are free")
        func concurrent() throws {
            let first = try startedRun("first")
            // Without what the progress of the first run changes.
            let text = """
                SELECT status, error_message, input_file, output_file FROM pipelines WHERE id = 1;
                SELECT * FROM pipeline_stages WHERE pipeline_id = 1 ORDER BY id;
                """
            let before = try server.sql(text)
            let second = try run("second")
            #expect(second.status == 2, "\(second.errors)")
            #expect(second.errors.contains("another run of pipeline 1 is in progress"))
            #expect(!FileManager.default.fileExists(atPath: directory.path("second")))
            let quiet = try SluiceBinary.run(arguments("no-such-file", "second") + ["-q", "--database-required", "no"])
            #expect(quiet.status == 2 && quiet.errors.contains("in progress"), "\(quiet.errors)")
            #expect(try run("other", pipeline: 2).status == 0)
            let sync = try SluiceBinary.run([
                "status", "sync", directory.path("other"), "--database", server.url, "--pipeline-id", "1",
            ])
            #expect(sync.status == 2 && sync.errors.contains("in progress"), "\(sync.errors)")
            let live = try SluiceBinary.run(["status", "sync", directory.path("first"), "--database", server.url])
            #expect(live.status == 2 && live.errors.contains("has not ended yet"), "\(live.errors)")
            #expect(try server.sql(text) == before)
            #expect(try shownStatuses() == ["running", "running"])
            try first.finish()
            #expect(first.wait().status == 0)
            #expect(
                try server.rows()
                    == "running|10000|Ingested 10000 records|completed|Successfully ingested 10000 records"
            )
            #expect(try shownStatuses() == ["running", "completed"])
            #expect(try run("second").status == 0)
        }

        @Test("follow one that was killed at once; until then it is shown as interrupted")
        func killed() throws {
            let first = try startedRun("first")
            let start = "SELECT started_at FROM pipeline_stages WHERE pipeline_id = 1 AND name = 'Data Ingestion'"
            let started = try server.sql(start)
            first.send(SIGKILL)
            #expect(first.wait().status == SIGKILL)
            #expect(try server.rows().hasSuffix("|running|"))
            #expect(try eventually { try shownStatuses() == ["interrupted", "interrupted"] })
            let next = try run("second")
            #expect(next.status == 0, "\(next.errors)")
            #expect(try server.rows() == "running|2|Ingested 2 records|completed|Successfully ingested 2 records")
            #expect(try server.sql(start) == started)
            // The dead run is older than what the rows show.
            let sync = try SluiceBinary.run(["status", "sync", directory.path("first"), "--database", server.url])
            #expect(sync.status == 0 && sync.text.contains("a newer run is recorded"), "\(sync.errors)\(sync.text)")
            #expect(try server.rows() == "running|2|Ingested 2 records|completed|Successfully ingested 2 records")
        }

        @Test("free the lock at their end, although a program that uses the library goes on")
        func released() async throws {
            let input = try directory.write("{\"id\":1}\n{\"id\":2}\n", to: "in.ndjson")
            var trackers: [PipelineTracker] = []
            for _ in 0..<2 {
                let tracker = PipelineTracker(PipelineDatabase(connection: server.url, pipelineID: 1))
                trackers.append(tracker)
                let report = try await Ingestion(input: .file(input), output: .none).run(observers: [tracker])
                #expect(report.recordsSeen == 2)
            }
            #expect(trackers.map(\.droppedUpdates) == [0, 0])
        }
    }
}
