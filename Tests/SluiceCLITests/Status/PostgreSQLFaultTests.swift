import Foundation
import TestSupport
import Testing

extension PostgreSQLTests {
    @Suite("A database that misbehaves")
    struct Faults {
        private static let count = 5_000
        private static let records = (0..<count).map { "{\"id\":\($0)}\n" }.joined()
        /// Short enough for a test; the end of a run is tried for four seconds.
        private static let patience = ["--connect-timeout", "1", "--statement-timeout", "1"]

        private let server: PostgreSQLServer
        /// What a test writes goes with the server.
        private var directory: TemporaryDirectory { server.directory }

        init() throws {
            server = try PostgreSQLServer()
            let made = try SluiceBinary.run(["status", "create", "x", "--database", server.url])
            #expect(made.text == "1\n", "\(made.errors)")
        }

        private var arguments: [String] {
            ["ingest", "-", "-o", directory.path("out"), "--chunk-size", "4096", "--database", server.url]
                + ["--pipeline-id", "1"] + Self.patience
        }

        /// Runs to half of the input, lets `fault` happen, and runs to the end.
        private func run(_ fault: () throws -> Void) throws -> SluiceBinary.Outcome {
            let run = try SluiceProcess(arguments)
            run.feed(String(Self.records.prefix(Self.records.count / 2)))
            #expect(try eventually { try server.rows().hasSuffix("|running|") })
            try fault()
            run.feed(String(Self.records.dropFirst(Self.records.count / 2)))
            try run.finish()
            return run.wait()
        }

        /// The published records are those of a run without any database.
        private func expectPublished() throws {
            #expect(FileManager.default.fileExists(atPath: directory.path("out/_SUCCESS")))
            let part = try String(contentsOfFile: directory.part(), encoding: .utf8)
            #expect(part == Self.records)
        }

        /// The data is published, the row does not say so, and the command says both.
        private func expectUnrecorded(_ outcome: SluiceBinary.Outcome) throws {
            #expect(outcome.status == 5, "\(outcome.errors)")
            #expect(outcome.errors.contains("the data is published, but "))
            try expectPublished()
        }

        private func expectSync() throws {
            let outcome = try SluiceBinary.run(["status", "sync", directory.path("out"), "--database", server.url])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.text == "pipeline 1: Data Ingestion completed, 5,000 records\n")
            try expectRecorded()
        }

        /// The rows are those of a run with a database that behaves.
        private func expectRecorded() throws {
            let messages = ("Ingested \(Self.count) records", "Successfully ingested \(Self.count) records")
            #expect(try server.rows() == "running|\(Self.count)|\(messages.0)|completed|\(messages.1)")
        }

        @Test("stopped in the middle of a run: the data is published, and the row brought up to date later")
        func suspended() throws {
            let outcome = try run { try server.suspend() }
            try server.resume()
            try expectUnrecorded(outcome)
            #expect(outcome.errors.contains("did not answer"))
            try expectSync()
        }

        @Test("ended and started again in the middle of a run: the row is right")
        func restarted() throws {
            let outcome = try run {
                try server.kill()
                try server.start()
            }
            #expect(outcome.status == 0, "\(outcome.errors)")
            try expectPublished()
            try expectRecorded()
        }

        @Test("ended for good in the middle of a run")
        func killed() throws {
            let outcome = try run { try server.kill() }
            try expectUnrecorded(outcome)
            try server.start()
            try expectSync()
        }

        @Test("with the row locked by another session until a little after the end")
        func locked() throws {
            let outcome = try run {
                try server.sqlInBackground(
                    "BEGIN; UPDATE pipelines SET description = 'held'; SELECT pg_sleep(3); COMMIT;"
                )
                let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                #expect(try eventually { try server.sql(sleeping) != "0" })
            }
            #expect(outcome.status == 0, "\(outcome.errors)")
            try expectPublished()
            try expectRecorded()
        }

        @Test("that has become read-only")
        func readOnly() throws {
            let outcome = try run {
                try server.sql("ALTER SYSTEM SET default_transaction_read_only = on; SELECT pg_reload_conf();")
            }
            try expectUnrecorded(outcome)
            #expect(outcome.errors.contains("read-only"))
            try server.sql(
                "SET default_transaction_read_only = off; ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf();"
            )
            #expect(try eventually { try server.sql("SHOW default_transaction_read_only") == "off" })
            try expectSync()
        }

        @Test("whose disk is full")
        func diskFull() throws {
            let outcome = try run {
                try server.sql(
                    """
                    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
                    CREATE TRIGGER full_disk BEFORE UPDATE ON pipelines EXECUTE FUNCTION full_disk();
                    """
                )
            }
            try expectUnrecorded(outcome)
            #expect(outcome.errors.contains("No space left on device"))
            try server.sql("DROP TRIGGER full_disk ON pipelines")
            try expectSync()
        }

        @Test("from which the row is gone")
        func deleted() throws {
            let outcome = try run { try server.sql("DELETE FROM pipeline_stages; DELETE FROM pipelines;") }
            try expectUnrecorded(outcome)
            #expect(outcome.errors.contains("pipeline 1 no longer exists") && !outcome.errors.contains("status sync"))
            let sync = try SluiceBinary.run(["status", "sync", directory.path("out"), "--database", server.url])
            #expect(sync.status == 2)
        }

        @Test("that is down or refuses the password: nothing is read, and no password is shown at any level")
        func unreachable() throws {
            let wrong = "wrong-canary-Pw"
            let (open, port) = ("127.0.0.1:\(server.port)", server.port)
            let databases = [
                "postgresql://owner:\(wrong)@\(open)/postgres", "postgresql://owner:\(wrong)@127.0.0.1:1/postgres",
                "postgresql://owner:wr@ng/\(wrong)@\(open)/postgres", "postgresql://owner:%zz\(wrong)@\(open)/postgres",
                "postgresql://owner:\(wrong)@\(open)/postgres?sslmode=\(wrong)",
                "postgresql://owner:\(wrong)@\(open):x/postgres",
                "host=127.0.0.1 port=\(port) user=owner password=\(wrong) dbname=postgres",
                "host=127.0.0.1 port=\(port) user=owner password='\(wrong) dbname=postgres", "owner:\(wrong)@\(open)",
            ]
            let levels = [["-q"], [], ["-v"], ["--log-format", "json", "-v", "--report", "json"]]
            for (index, database) in databases.enumerated() {
                let words = [
                    "ingest", directory.path("nowhere"), "-o", directory.path("out"), "--pipeline-id", "1", "--retries",
                    "0",
                ]
                for level in levels {
                    let outcome = try SluiceBinary.run(words + ["--database", database] + level)
                    #expect(
                        outcome.status == (index < 2 || index == 6 ? 5 : outcome.status),
                        "\(database): \(outcome.errors)"
                    )
                    #expect([2, 5].contains(outcome.status) && !outcome.errors.isEmpty)
                    expectNoSecret(outcome, wrong)
                    let inEnvironment = try SluiceBinary.run(
                        words + level,
                        environment: ["SLUICE_DATABASE_URL": database]
                    )
                    #expect(inEnvironment.status == outcome.status)
                    expectNoSecret(inEnvironment, wrong)
                }
                // Where nobody expects it.
                for misplaced in [
                    ["validate", database], ["ingest", "x", database], ["validate", "x", "--schema", database],
                ] {
                    let outcome = try SluiceBinary.run(misplaced + ["--log-format", "json"])
                    #expect(outcome.status != 0)
                    expectNoSecret(outcome, wrong)
                }
            }
            #expect(!FileManager.default.fileExists(atPath: directory.path("out")))
            #expect(try server.rows() == "pending|0||pending|")
        }

        private func expectNoSecret(_ outcome: SluiceBinary.Outcome, _ secret: String) {
            #expect(!outcome.errors.contains(secret), "\(outcome.errors)")
            #expect(!outcome.text.contains(secret), "\(outcome.text)")
        }
    }
}
