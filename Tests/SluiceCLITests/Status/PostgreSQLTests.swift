import Foundation
import TestSupport
import Testing

/// The tests with a server, one after the other: each blocks a thread while it waits.
@Suite("PostgreSQL", .serialized, .enabled(if: PostgreSQLServer.isAvailable))
enum PostgreSQLTests {}

extension PostgreSQLTests {
    @Suite("A pipeline's rows")
    struct Rows {
        private static let records = "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n"
        private static let completed = "running|3|Ingested 3 records|completed|Successfully ingested 3 records"

        private let server: PostgreSQLServer
        /// What a test writes goes with the server.
        private var directory: TemporaryDirectory { server.directory }

        init() throws {
            server = try PostgreSQLServer()
        }

        private func ingest(
            _ text: String = records,
            _ more: [String] = [],
            to output: [String]? = nil
        ) throws -> SluiceBinary.Outcome {
            let input = try directory.write(text, to: "in.ndjson")
            let output = output ?? ["-o", directory.path("out"), "--overwrite"]
            let arguments = ["ingest", input] + output + ["--retry-delay", "0.1"]
            return try SluiceBinary.run(arguments + ["--database", server.url, "--pipeline-id", "1"] + more)
        }

        @Test("show - as the output file of a run that writes to standard output")
        func standardOutput() throws {
            _ = try SluiceBinary.run(["status", "create", "Nightly", "--database", server.url])
            let outcome = try ingest(to: ["-o", "-"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.text == Self.records)
            #expect(try server.rows() == Self.completed)
            #expect(try server.sql("SELECT output_file FROM pipelines") == "-")
        }

        @Test("are made, and follow a run from its start to its end")
        func run() throws {
            let made = try SluiceBinary.run(["status", "create", "Nightly", "--database", server.url])
            #expect(made.status == 0 && made.text == "1\n", "\(made.errors)")
            let stages = try server.sql(
                "SELECT name, description, status FROM pipeline_stages WHERE pipeline_id = 1 ORDER BY id"
            )
            let names = ["Data Generation", "Data Ingestion", "Spark Processing", "DBT Transformation", "Data Export"]
            let expected = names.map { "\($0)|Pipeline stage: \($0)|pending" }
            #expect(stages.split(separator: "\n").map(String.init) == expected)
            let outcome = try ingest()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try server.rows() == Self.completed)
            let times = try server.sql(
                """
                SELECT extract(epoch FROM s.completed_at - s.started_at)::float = s.execution_time_seconds,
                    s.execution_time_seconds > 0, p.output_file = '\(directory.path("out"))',
                    p.input_file = '\(directory.path("in.ndjson"))', abs(extract(epoch FROM now() AT TIME ZONE 'UTC' - s.started_at)) < 600
                FROM pipelines p JOIN pipeline_stages s ON s.pipeline_id = p.id AND s.name = 'Data Ingestion'
                """
            )
            #expect(times == "t|t|t|t|t")
            let journal = try SluiceBinary.run(["status", directory.path("out"), "--report", "json"])
            let runs = try JSONSerialization.jsonObject(with: journal.output) as? [[String: Any]]
            let end = try #require(runs?.last?["completed_at"] as? String)
            #expect(runs?.last?["pipeline_id"] as? Int == 1)
            #expect(
                try server.sql("SELECT completed_at = '\(end)' FROM pipeline_stages WHERE status = 'completed'") == "t"
            )
            #expect(try server.sql("SELECT count(*) FROM pipeline_stages WHERE status = 'pending'") == "4")
        }

        @Test("are the same after a second run, and show its failure, which a third one clears")
        func repetition() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            #expect(try ingest().status == 0)
            #expect(try ingest().status == 0)
            #expect(try server.sql("SELECT count(*) FROM pipeline_stages") == "5")
            let failed = try ingest("{\"id\":1}\n{\"id\":}\n", ["--report", "json"])
            #expect(failed.status == 3)
            let report = try JSONSerialization.jsonObject(with: failed.output) as? [String: Any]
            let message = try #require(report?["message"] as? String)
            let rows = try server.rows().split(separator: "|", omittingEmptySubsequences: false)
            #expect(rows.count == 5 && rows[0] == "failed" && rows[3] == "failed")
            #expect(rows[1] == "0" && rows[2] == "Error ingesting data: \(message)" && rows[4] == rows[2])
            #expect(
                rows[2].contains("in.ndjson:2:7: record 1, /id: expected a value, found '}'")
                    && !rows[2].contains("--"),
                "\(rows[2])"
            )
            let start = "SELECT started_at FROM pipeline_stages WHERE name = 'Data Ingestion'"
            let first = try server.sql(start)
            #expect(try ingest().status == 0)
            #expect(try server.rows() == Self.completed)
            // A retry takes as long as the stage has since its first start.
            #expect(try server.sql(start) == first)
            #expect(try ingest().status == 0)
            #expect(try server.sql(start) > first)
            let difference = "extract(epoch FROM completed_at - started_at)::float = execution_time_seconds"
            #expect(try server.sql("SELECT \(difference) FROM pipeline_stages WHERE status = 'completed'") == "t")
        }

        @Test("complete a pipeline with its last stage, and leave the failure of another stage")
        func otherStages() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            try server.sql(
                "UPDATE pipeline_stages SET status = 'completed' WHERE name NOT IN ('Data Ingestion', 'Data Export')"
            )
            #expect(try ingest().status == 0)
            #expect(try server.rows() == Self.completed)
            try server.sql("UPDATE pipeline_stages SET status = 'completed' WHERE name = 'Data Export'")
            #expect(try ingest().status == 0)
            #expect(try server.rows().hasPrefix("completed|3|"))
            try server.sql(
                "UPDATE pipeline_stages SET status = 'failed' WHERE name = 'Data Export'; UPDATE pipelines SET status = 'failed'"
            )
            let sync = try SluiceBinary.run(["status", "sync", directory.path("out"), "--database", server.url])
            #expect(sync.text == "pipeline 1: Data Ingestion completed, 3 records\n", "\(sync.errors)")
            #expect(try server.rows().hasPrefix("failed|3|"))
        }

        @Test("have the texts that the original pipeline writes", arguments: [0, 1, 1_000])
        func originalTexts(count: Int) throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            let records = (0..<count).map { "{\"id\": \($0), \"quantity\": \($0 % 7)}" }
            let array = "[" + records.joined(separator: ",\n") + "]"
            #expect(try ingest(array).status == 0)
            let texts = try original(array)
            #expect(try server.rows() == "running|\(count)|\(texts.pipeline)|completed|\(texts.stage)")
            #expect(try ingest(String(array.dropLast()) + ",{]").status != 0)
            let rows = try server.rows().split(separator: "|", omittingEmptySubsequences: false)
            let failed = try original(String(array.dropLast()) + ",{]")
            #expect(failed.stage.hasPrefix("Error ingesting data: ") && rows[4].hasPrefix("Error ingesting data: "))
        }

        /// What the pipeline's own document of this stage writes for an input.
        private func original(_ text: String) throws -> (pipeline: String, stage: String) {
            let script = """
                import json, sys
                messages = {}
                def update_pipeline_status(message, stage_name=""):
                    messages[stage_name] = message
                try:
                    data = json.load(open(sys.argv[1]))
                    update_pipeline_status(message=f"Ingested {len(data)} records")
                    update_pipeline_status(stage_name="stage", message=f"Successfully ingested {len(data)} records")
                except Exception as e:
                    update_pipeline_status(stage_name="stage", message=f"Error ingesting data: {str(e)}")
                print(messages.get("", ""))
                print(messages["stage"])
                """
            let input = try directory.write(text, to: "original.json")
            let lines = try FinishedProcess("python3", ["-c", script, input]).text.split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            try #require(lines.count >= 2)
            return (String(lines[0]), String(lines[1]))
        }

        @Test("name the rejected records of a run that is a success")
        func rejects() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            let fixture = PackageFiles.fixture("items-with-errors.json").path
            let arguments = [
                "ingest", fixture, "-o", directory.path("out"), "--schema", "items", "--on-error", "quarantine",
            ]
            let outcome = try SluiceBinary.run(arguments + ["--database", server.url, "--pipeline-id", "1", "-q"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = "running|97|Ingested 97 records|completed|Successfully ingested 97 records, 3 rejected: "
            #expect(try server.rows().hasPrefix(rows))
            let message = try server.rows()
            #expect(message.contains("/quantity type ×1") && message.contains("syntax ×"), "\(message)")
            let sync = try SluiceBinary.run(["status", "sync", directory.path("out"), "--database", server.url])
            #expect(sync.status == 0, "\(sync.errors)")
            #expect(try server.rows() == message)
        }

        @Test("may be those of tables with other columns and types")
        func otherTables() throws {
            try server.sql(
                """
                CREATE TABLE pipelines (id bigserial PRIMARY KEY, name text NOT NULL, status varchar(20), owner text,
                    updated_at timestamp with time zone, records_processed bigint, input_file varchar(12));
                CREATE TABLE pipeline_stages (id serial PRIMARY KEY, pipeline_id bigint NOT NULL REFERENCES pipelines(id),
                    name varchar(255) NOT NULL, status varchar(20), started_at timestamp without time zone,
                    completed_at timestamp with time zone, execution_time_seconds double precision, note text DEFAULT 'mine',
                    error_message varchar(20));
                INSERT INTO pipelines (name, status, owner) VALUES ('old', 'pending', 'somebody');
                INSERT INTO pipeline_stages (pipeline_id, name, status) VALUES (1, 'Spark Processing', 'running');
                """
            )
            let outcome = try ingest()
            #expect(outcome.status == 0, "\(outcome.errors)")
            let input = "…" + directory.path("in.ndjson").suffix(11)
            let pipeline = try server.sql("SELECT status, owner, records_processed, input_file FROM pipelines")
            #expect(pipeline == "running|somebody|3|\(input)")
            let stage = try server.sql(
                """
                SELECT status, note, abs(extract(epoch FROM completed_at - (started_at AT TIME ZONE 'UTC'))) < 60
                FROM pipeline_stages WHERE name = 'Data Ingestion'
                """
            )
            #expect(stage == "completed|mine|t")
            #expect(try server.sql("SELECT status FROM pipeline_stages WHERE name = 'Spark Processing'") == "running")
            #expect(try ingest("{\"id\":}\n").status == 3)
            let message = try server.sql("SELECT error_message FROM pipeline_stages WHERE status = 'failed'")
            #expect(message.count == 20 && message.hasPrefix("Error ingesting da") && message.hasSuffix("…"))
            let shown = try SluiceBinary.run(["status", "--database", server.url, "--report", "json"])
            let pipelines = try JSONSerialization.jsonObject(with: shown.output) as? [[String: Any]]
            #expect(pipelines?.first?["name"] as? String == "old")
            #expect((pipelines?.first?["stages"] as? [[String: Any]])?.count == 2)
        }

        @Test("of a pipeline that is not there are refused, with nothing read or written")
        func noPipeline() throws {
            let outcome = try ingest(Self.records, ["--pipeline-id", "77"])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("there is no pipeline 77 in the database postgres on 127.0.0.1"))
            #expect(!FileManager.default.fileExists(atPath: directory.path("out")))
            let shown = try SluiceBinary.run(["status", "--database", server.url, "--pipeline-id", "77"])
            #expect(shown.status == 2 && shown.text.isEmpty)
        }

        @Test("show progress while a run goes on, and the interruption that ends it")
        func interruption() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            let arguments = ["ingest", "-", "-o", directory.path("out"), "--chunk-size", "64"]
            let run = try SluiceProcess(arguments + ["--database", server.url, "--pipeline-id", "1"])
            let records = String(repeating: "{\"id\":1}\n", count: 10_000)
            #expect(
                try eventually {
                    run.feed(records)
                    return try (server.rows().split(separator: "|").dropFirst().first.flatMap { Int($0) } ?? 0) > 0
                }
            )
            #expect(try server.rows().hasPrefix("running|") && server.rows().hasSuffix("|running|"))
            run.send(SIGTERM)
            let begin = ContinuousClock.now
            let outcome = run.wait()
            #expect(outcome.status == 143, "\(outcome.errors)")
            #expect(ContinuousClock.now - begin < .seconds(5))
            let rows = try server.rows().split(separator: "|", omittingEmptySubsequences: false)
            #expect(rows[0] == "failed" && rows[3] == "failed" && rows[1] == "0")
            #expect(rows[2] == "Error ingesting data: interrupted" && rows[4] == rows[2])
        }
    }
}
