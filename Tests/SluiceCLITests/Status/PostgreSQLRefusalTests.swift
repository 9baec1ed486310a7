import Foundation
import TestSupport
import Testing

extension PostgreSQLTests {
    @Suite("A server that cannot be reached, and one that refuses")
    struct Refusals {
        private let server: PostgreSQLServer
        /// What a test writes goes with the server.
        private var directory: TemporaryDirectory { server.directory }

        init() throws {
            server = try PostgreSQLServer()
        }

        private func ingest(_ database: String, _ more: [String], to output: String = "out") throws
            -> SluiceBinary.Outcome
        {
            let input = try directory.write("{\"id\":1}\n", to: "in.ndjson")
            let arguments = ["ingest", input, "-o", directory.path(output), "--overwrite", "--retries", "0"]
            return try SluiceBinary.run(
                arguments + ["--connect-timeout", "1", "--database", database, "--pipeline-id", "1"] + more
            )
        }

        private func expectNothing(_ outcome: SluiceBinary.Outcome) {
            #expect(outcome.status == 5, "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: directory.path("out")))
        }

        /// The run is published without the database, and a warning says so at any level.
        private func expectPublished(_ database: String, _ reason: String, to output: String) throws {
            for level in [[], ["-q"]] {
                let begin = ContinuousClock.now
                let outcome = try ingest(database, ["--database-required", "no"] + level, to: output)
                #expect(ContinuousClock.now - begin < .seconds(5))
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(outcome.errors.hasPrefix("warning: ") && outcome.errors.contains(reason), "\(outcome.errors)")
                #expect(FileManager.default.fileExists(atPath: directory.path(output + "/_SUCCESS")))
            }
        }

        @Test("unless the database is required, a run goes on without one that cannot be reached")
        func unreachable() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            let closed = "postgresql://owner@127.0.0.1:1/postgres"
            let outcome = try ingest(closed, [])
            expectNothing(outcome)
            #expect(outcome.errors.contains("cannot reach the database postgres on 127.0.0.1:1: "))
            try expectPublished(closed, "cannot reach", to: "closed")
            try server.suspend()
            let silent = try ingest(server.url, [])
            expectNothing(silent)
            #expect(silent.errors.contains("cannot reach") && silent.errors.contains("did not answer"))
            try expectPublished(server.url, "did not answer", to: "silent")
            try server.resume()
            #expect(try server.rows() == "pending|0||pending|")
            let sync = try SluiceBinary.run(["status", "sync", directory.path("silent"), "--database", server.url])
            #expect(sync.status == 0, "\(sync.errors)")
            #expect(try server.rows() == "running|1|Ingested 1 records|completed|Successfully ingested 1 records")
        }

        @Test("unless the database is required, a run goes on without one that goes away")
        func lost() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            let arguments = ["ingest", "-", "-o", directory.path("out"), "--connect-timeout", "1", "-q"]
            let more = ["--database", server.url, "--pipeline-id", "1", "--database-required", "no"]
            let run = try SluiceProcess(arguments + more)
            run.feed("{\"id\":1}\n")
            #expect(try eventually { try server.rows().hasSuffix("|running|") })
            try server.suspend()
            try run.finish()
            let begin = ContinuousClock.now
            let outcome = run.wait()
            #expect(ContinuousClock.now - begin < .seconds(5))
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("warning: the end of the run could not be recorded"))
            try server.resume()
        }

        @Test("a refusal says what is refused, and is an error unless it may pass")
        func refusals() throws {
            _ = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            try server.sql(
                """
                CREATE ROLE stranger LOGIN PASSWORD 'secret'; CREATE ROLE crowd LOGIN PASSWORD 'secret' CONNECTION LIMIT 0;
                CREATE ROLE reader LOGIN PASSWORD 'secret'; ALTER ROLE reader SET default_transaction_read_only = on;
                GRANT ALL ON ALL TABLES IN SCHEMA public TO reader;
                """
            )
            let place = "127.0.0.1:\(server.port)"
            let permanent = [
                (
                    "owner:wrong@\(place)/postgres",
                    "the server refuses access to the database postgres on \(place): password"
                ),
                ("owner@\(place)/postgres", "the server refuses access to the database postgres on \(place): "),
                (
                    "owner:\(PostgreSQLServer.encodedPassword)@\(place)/nowhere",
                    "the server refuses access to the database nowhere"
                ),
                (
                    "stranger:secret@\(place)/postgres",
                    "cannot record the run in the database postgres on \(place): permission denied"
                ),
            ]
            for (address, reason) in permanent {
                for more in [[], ["--database-required", "no"], ["--database-required", "no", "-q"]] {
                    let outcome = try ingest("postgresql://" + address, more)
                    expectNothing(outcome)
                    #expect(
                        outcome.errors.contains(reason) && !outcome.errors.contains("cannot reach"),
                        "\(outcome.errors)"
                    )
                }
            }
            for (name, reason) in [("crowd", "refuses access"), ("reader", "read-only")] {
                let address = "postgresql://\(name):secret@\(place)/postgres"
                let outcome = try ingest(address, [])
                expectNothing(outcome)
                #expect(
                    outcome.errors.contains(reason) && !outcome.errors.contains("cannot reach"),
                    "\(outcome.errors)"
                )
                try expectPublished(address, reason, to: name)
            }
            #expect(try server.rows() == "pending|0||pending|")
        }

        @Test("tables are created if there is neither, and one alone is an error")
        func tables() throws {
            let list = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            for (made, missing) in [("pipelines", "pipeline_stages"), ("pipeline_stages", "pipelines")] {
                try server.sql("CREATE TABLE \(made) (id serial PRIMARY KEY, pipeline_id int, name text, status text)")
                for more in [[], ["--database-required", "no"]] {
                    let outcome = try ingest(server.url, more)
                    expectNothing(outcome)
                    #expect(
                        outcome.errors.contains("the table \(missing) is missing, and \(made) exists"),
                        "\(outcome.errors)"
                    )
                }
                let create = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
                #expect(create.status == 5 && create.errors.contains("\(missing) is missing"))
                #expect(try server.sql(list) == "1")
                try server.sql("DROP TABLE \(made)")
            }
            let line = (0..<6).map { "sluice status create \($0) --database '\(server.url)' & " }.joined()
            let together = try SluiceBinary.shell(line + "wait")
            #expect(together.text.split(separator: "\n").sorted() == (1...6).map { "\($0)" }, "\(together.errors)")
            #expect(try server.sql(list) == "2")
        }
    }
}
