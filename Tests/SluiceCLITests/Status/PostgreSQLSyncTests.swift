import Foundation
import TestSupport
import Testing

extension PostgreSQLTests {
    @Suite("Rows brought up to date later")
    struct Sync {
        private static let patience = ["--connect-timeout", "1", "--statement-timeout", "1"]

        private let server: PostgreSQLServer
        /// What a test writes goes with the server.
        private var directory: TemporaryDirectory { server.directory }

        init() throws {
            server = try PostgreSQLServer()
            let made = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            #expect(made.status == 0, "\(made.errors)")
        }

        private func arguments(_ input: String, _ output: String) -> [String] {
            ["ingest", input, "-o", directory.path(output), "--database", server.url, "--pipeline-id", "1"]
                + Self.patience
        }

        /// A run on `output` whose database goes away once it has started; `text` is the rest of its input.
        private func runLosingDatabase(_ output: String, _ text: String, _ more: [String] = []) throws
            -> SluiceBinary.Outcome
        {
            try server.sql("UPDATE pipeline_stages SET status = 'pending'")
            let run = try SluiceProcess(arguments("-", output) + more)
            run.feed("{\"id\":1}\n")
            #expect(try eventually { try server.rows().hasSuffix("|running|") })
            try server.kill()
            run.feed(text)
            try run.finish()
            let outcome = run.wait()
            try server.start()
            return outcome
        }

        private func run(_ output: String, _ text: String) throws -> Int32 {
            let input = try directory.write(text, to: "in.ndjson")
            return try SluiceBinary.run(arguments(input, output)).status
        }

        private func sync(_ output: String, _ more: [String] = []) throws -> SluiceBinary.Outcome {
            try SluiceBinary.run(["status", "sync", directory.path(output), "--database", server.url] + more)
        }

        @Test("say why a run failed while the database was away, also with -q", arguments: [[], ["-q"]])
        func failed(more: [String]) throws {
            let outcome = try runLosingDatabase("out", "{\"id\":}\n", more)
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("warning: the end of the run could not be recorded"), "\(outcome.errors)")
            #expect(outcome.errors.contains("sluice status sync DIR"))
            #expect(try server.rows().hasSuffix("|running|"))
            let sync = try sync("out")
            #expect(sync.status == 0 && sync.text == "pipeline 1: Data Ingestion failed, 0 records\n", "\(sync.errors)")
            let rows = try server.rows().split(separator: "|", omittingEmptySubsequences: false)
            #expect(rows[0] == "failed" && rows[3] == "failed" && rows[1] == "0")
            #expect(
                rows[4].hasPrefix("Error ingesting data: ") && rows[4].contains("2:7") && rows[4] == rows[2],
                "\(rows)"
            )
            let times = "SELECT extract(epoch FROM completed_at - started_at)::float = execution_time_seconds"
            #expect(try server.sql(times + " FROM pipeline_stages WHERE status = 'failed'") == "t")
        }

        @Test("do not lose a newer run to an older one, whatever its end")
        func older() throws {
            #expect(try runLosingDatabase("failed", "{\"id\":}\n").status == 3)
            #expect(try runLosingDatabase("published", "{\"id\":2}\n").status == 5)
            #expect(try run("newest", "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n") == 0)
            let newest = "running|3|Ingested 3 records|completed|Successfully ingested 3 records"
            let stage = "SELECT * FROM pipeline_stages ORDER BY id"
            let before = try server.sql(stage)
            for output in ["failed", "published"] {
                let sync = try sync(output)
                #expect(sync.status == 0, "\(sync.errors)")
                #expect(sync.text == "pipeline 1: a newer run is recorded, and nothing was changed\n")
                #expect(try server.rows() == newest)
            }
            #expect(try server.sql(stage) == before)
            // The newest one itself changes nothing either.
            #expect(try sync("newest").text == "pipeline 1: Data Ingestion completed, 3 records\n")
            #expect(try server.sql(stage) == before)
            // In the order in which they ran.
            try server.sql("UPDATE pipeline_stages SET status = 'pending', started_at = NULL, completed_at = NULL")
            for (output, status) in [("failed", "failed"), ("published", "completed"), ("newest", "completed")] {
                #expect(try sync(output).text.hasPrefix("pipeline 1: Data Ingestion \(status)"))
                #expect(try server.rows().contains("|\(status)|"))
            }
            #expect(try server.rows() == newest)
        }

        /// Kills a run on `output` that has begun.
        private func killRun(_ output: String) throws {
            let run = try SluiceProcess(arguments("-", output) + ["--chunk-size", "64"])
            run.feed(String(repeating: "{\"id\":1}\n", count: 10_000))
            #expect(try eventually { try SluiceBinary.run(["status", directory.path(output)]).status == 0 })
            run.send(SIGKILL)
            _ = run.wait()
        }

        @Test("do not lose a newer run that was killed to an older one, wherever both ran")
        func olderThanKilled() throws {
            let refusal = "pipeline 1: a newer run is recorded, and nothing was changed\n"
            #expect(try runLosingDatabase("failed", "{\"id\":}\n").status == 3)
            // A retry, which keeps the start of the first run.
            try killRun("killed")
            let all = "SELECT * FROM pipeline_stages s JOIN pipelines p ON p.id = s.pipeline_id ORDER BY s.id"
            let running = try server.sql(all)
            #expect(try server.rows().hasSuffix("|running|"))
            #expect(try sync("failed").text == refusal)
            #expect(try server.sql(all) == running)
            #expect(try sync("killed").text == "pipeline 1: Data Ingestion interrupted, 0 records\n")
            let killed = try server.sql(all)
            #expect(try sync("failed").text == refusal)
            #expect(try server.sql(all) == killed)
            // A run after it, whose end is recorded later; the older ones are recorded first.
            #expect(try runLosingDatabase("published", "{\"id\":2}\n").status == 5)
            try server.sql("UPDATE pipeline_stages SET status = 'pending', started_at = NULL, completed_at = NULL")
            for (output, status) in [("failed", "failed"), ("killed", "interrupted"), ("published", "completed")] {
                #expect(try sync(output).text.hasPrefix("pipeline 1: Data Ingestion \(status)"), "\(output)")
            }
            #expect(try server.rows().hasSuffix("|completed|Successfully ingested 2 records"))
            for output in ["failed", "killed"] { #expect(try sync(output).text == refusal, "\(output)") }
        }

        @Test("are brought up to date although others have changed the pipeline since")
        func changedByOthers() throws {
            #expect(try runLosingDatabase("failed", "{\"id\":}\n").status == 3)
            try server.sql(
                "UPDATE pipelines SET status = 'failed', error_message = 'exit 3', updated_at = now() AT TIME ZONE 'UTC'"
            )
            #expect(try sync("failed").text == "pipeline 1: Data Ingestion failed, 0 records\n")
            #expect(try server.rows().contains("|Error ingesting data: "))
            #expect(try runLosingDatabase("published", "{\"id\":2}\n").status == 5)
            try server.sql(
                "UPDATE pipeline_stages SET status = 'running', started_at = now() AT TIME ZONE 'UTC' WHERE name = 'Spark Processing'"
            )
            try server.sql("UPDATE pipelines SET updated_at = (now() + interval '1 s') AT TIME ZONE 'UTC'")
            #expect(try sync("published").text == "pipeline 1: Data Ingestion completed, 2 records\n")
        }

        @Test("show a run that was killed as failed, and one that the database has never seen")
        func killed() throws {
            let run = try SluiceProcess(arguments("-", "out") + ["--chunk-size", "64"])
            run.feed(String(repeating: "{\"id\":1}\n", count: 10_000))
            #expect(try eventually { try SluiceBinary.run(["status", directory.path("out")]).status == 0 })
            run.send(SIGKILL)
            _ = run.wait()
            #expect(try sync("out").text == "pipeline 1: Data Ingestion interrupted, 0 records\n")
            let interrupted = "failed|0|Error ingesting data: interrupted|failed|Error ingesting data: interrupted"
            #expect(try server.rows() == interrupted)
            #expect(try server.sql("SELECT completed_at IS NULL FROM pipeline_stages WHERE status = 'failed'") == "t")
            let input = try directory.write("{\"id\":1}\n", to: "in.ndjson")
            let arguments = ["ingest", input, "-o", directory.path("plain")]
            #expect(try SluiceBinary.run(arguments).status == 0)
            let unknown = try sync("plain")
            #expect(unknown.status == 2 && unknown.errors.contains("name no pipeline. Use --pipeline-id N"))
            #expect(try sync("plain", ["--pipeline-id", "1"]).status == 0)
            #expect(try server.rows() == "running|1|Ingested 1 records|completed|Successfully ingested 1 records")
            #expect(try server.sql("SELECT input_file = '\(input)' FROM pipelines") == "t")
            #expect(try sync("nothing").status == 4)
        }
    }
}
