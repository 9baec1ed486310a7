import Foundation
import TestSupport
import Testing

@Suite("metrics")
struct StatsdTests {
    /// The metrics without those that depend on the time.
    private func lines(_ outcome: SluiceBinary.Outcome) -> [Substring] {
        outcome.text.split(separator: "\n").filter { !$0.hasPrefix("pipeline.stage.duration ") }
    }

    @Test(
        "of a whole run reach the server in the form of Datadog's own client",
        arguments: [StatsdReceiver.Kind.udp, .unix]
    )
    func metrics(kind: StatsdReceiver.Kind) throws {
        let line = """
            sluice validate '\(PackageFiles.fixture("items-with-errors.json").path)' --schema items --on-error quarantine \
            --statsd $ADDRESS --verbose
            """
        let environment = [
            "DD_ENV": "prod", "DD_SERVICE": "loader", "DD_VERSION": "1.2", "DD_TAGS": "team:data,odd:a|b#c,日本",
        ]
        let outcome = try StatsdReceiver.run(kind, line, environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let tags = "team:data odd:a_b_c 日本 env:prod service:loader version:1.2"
        #expect(
            lines(outcome).sorted() == [
                "pipeline.bytes_processed 17800 c \(tags)",
                "pipeline.records_rejected 1 c error_type:type \(tags)",
                "pipeline.records_rejected 2 c error_type:syntax \(tags)",
                "pipeline.runs 1 c status:completed \(tags)",
            ]
        )
        let duration = outcome.text.split(separator: "\n").first { $0.hasPrefix("pipeline.stage.duration ") }
        #expect(duration?.hasSuffix(" d stage:data_ingestion \(tags)") == true, "\(outcome.text)")
        #expect(outcome.errors.contains(/metrics: [1-9][0-9]* datagrams? sent, 0 dropped/))
    }

    @Test(
        "of a failed run say what failed",
        arguments: [
            ("sluice validate no-such-file.json", 4, "input"),
            ("sluice validate FIXTURE --schema items", 3, "data"),
            ("sluice validate FIXTURE --schema no-such-schema.json", 2, "usage"),
            ("ulimit -f 8; sluice ingest FIXTURE --on-error quarantine -o $SOCKET.out", 5, "output"),
        ] as [(String, Int32, String)]
    )
    func failure(arguments: String, status: Int32, kind: String) throws {
        let path = "'\(PackageFiles.fixture("items-with-errors.json").path)'"
        let line = "\(arguments.replacing("FIXTURE", with: path)) --statsd $ADDRESS"
        let outcome = try StatsdReceiver.run(.udp, line)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(
            lines(outcome).suffix(2) == [
                "pipeline.runs 1 c status:failed", "pipeline.errors 1 c stage:data_ingestion error_type:\(kind)",
            ]
        )
    }

    @Test(
        "go where the flag says, or else SLUICE_STATSD, DD_DOGSTATSD_URL, DD_AGENT_HOST",
        arguments: [
            "DD_AGENT_HOST=$HOST DD_DOGSTATSD_PORT=$PORT",
            "DD_DOGSTATSD_URL=$ADDRESS DD_AGENT_HOST=127.0.0.1 DD_DOGSTATSD_PORT=1",
            "SLUICE_STATSD=$ADDRESS DD_DOGSTATSD_URL=unix:///no/such/socket",
        ]
    )
    func precedence(assignments: String) throws {
        let line = "export \(assignments); sluice validate '\(PackageFiles.fixture("items.json").path)' -q"
        let outcome = try StatsdReceiver.run(.udp, line)
        #expect(outcome.status == 0)
        #expect(lines(outcome).last == "pipeline.runs 1 c status:completed")
        #expect(outcome.errors.isEmpty)
    }

    @Test(
        "do not change a run that has no server",
        arguments: ["udp://127.0.0.1:1", "unix:///no/such/socket", "nobody.invalid"]
    )
    func noServer(address: String) throws {
        let directory = try TemporaryDirectory()
        var parts: [String] = []
        for (name, options) in [("with", ["--statsd", address, "-v"]), ("without", ["-v"])] {
            let output = directory.path(name)
            let outcome = try SluiceBinary.run(
                ["ingest", PackageFiles.fixture("items.json").path, "-o", output] + options
            )
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains(/metrics: 0 datagrams sent, [1-9][0-9]* dropped/) == (name == "with"))
            parts.append(try String(contentsOfFile: directory.part(in: name), encoding: .utf8))
        }
        #expect(parts[0] == parts[1])
    }

    @Test("to an address that cannot be are refused where the flag says so, and left out where the environment does")
    func wrongAddress() throws {
        let arguments = ["validate", PackageFiles.fixture("items.json").path, "-q"]
        let refused = try SluiceBinary.run(arguments + ["--statsd", "tcp://localhost:8125"])
        #expect(refused.status == 2)
        #expect(
            refused.errors.hasPrefix(
                "error: invalid value 'tcp://localhost:8125' for --statsd: unknown scheme 'tcp': expected udp, unix,"
            )
        )
        for (environment, message) in [
            (["DD_DOGSTATSD_URL": "tcp://a"], "'tcp://a' for DD_DOGSTATSD_URL: unknown scheme 'tcp'"),
            (["DD_AGENT_HOST": "a b"], "'a b' for DD_AGENT_HOST: expected a host name or an IP address"),
            (
                ["DD_AGENT_HOST": "a", "DD_DOGSTATSD_PORT": "x"],
                "'a' and 'x' for DD_AGENT_HOST and DD_DOGSTATSD_PORT: expected a port"
            ),
        ] {
            let outcome = try SluiceBinary.run(Array(arguments.dropLast()), environment: environment)
            #expect(outcome.status == 0)
            #expect(
                outcome.errors.hasPrefix("warning: no metrics are sent: invalid value \(message)"),
                "\(outcome.errors)"
            )
            let beaten = try SluiceBinary.run(arguments + ["--statsd", "udp://127.0.0.1:1"], environment: environment)
            #expect(beaten.errors.isEmpty)
        }
    }
}
