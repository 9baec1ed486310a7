import Foundation
import TestSupport
import Testing

/// What the system may lack.
@Suite("a system without")
struct BareSystemTests {
    private static let record = #"{"id":1,"name":"a","category":"A","value":1.5,"quantity":2}"#

    /// The tests of it need a mount namespace; where `CI` is set, that must be possible.
    private static let canHideProc: Bool = {
        let outcome = try? FinishedProcess("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/proc"])
        return outcome?.status == 0 || ProcessInfo.processInfo.environment["CI"] == "true"
    }()

    /// Runs a line of shell where /proc is empty.
    private static func withoutProc(_ line: String) throws -> FinishedProcess {
        let script =
            "mount -t tmpfs none /proc && test ! -e /proc/self || exit 99\nsluice() { \"$SLUICE_BINARY\" \"$@\"; }\n"
        return try FinishedProcess(
            "unshare",
            ["-rm", "bash", "-c", script + line],
            environment: SluiceBinary.environment([:])
        )
    }

    @Test("/proc runs every command", .enabled(if: canHideProc))
    func proc() throws {
        let directory = try TemporaryDirectory()
        let outcome = try Self.withoutProc(
            """
            cd '\(directory.url.path)' || exit
            sluice --version && sluice help >/dev/null && sluice completions bash >/dev/null || exit
            sluice generate --records 200000 >items.json || exit
            sluice ingest items.json -o out --schema items -j 4 --report json || exit
            sluice ingest items.json -o out --schema items --format parquet --overwrite -q || exit
            sluice status out >/dev/null && sluice validate items.json -q && sluice schema infer items.json >/dev/null || exit
            sluice frob; [ $? -eq 2 ]
            """
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.hasPrefix("sluice 0.1.0\n"))
        #expect(outcome.text.contains(#""records_seen":200000"#), "\(outcome.text)")
        #expect(!outcome.text.contains(#""peak_memory_bytes":0"#))
        #expect(outcome.errors.contains("unknown command 'frob'"), "\(outcome.errors)")
    }

    /// Passwords are overwritten in the process's own memory, which is not found through /proc.
    @Test("/proc hides passwords all the same")
    func passwords() throws {
        let directory = try TemporaryDirectory()
        let pipe = directory.path("pipe")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let script = """
            "$SLUICE_BINARY" validate '\(pipe)' --statsd 'udp://user:canary-Pa55@127.0.0.1' 2>'\(directory.path("errors"))'
            "$SLUICE_BINARY" validate '\(pipe)' --schema 'x:canary-Pa55@y' 2>>'\(directory.path("errors"))' &
            sleep 0.5; ps -o args= -p $! ; kill $! 2>/dev/null; wait
            """
        let outcome = try SluiceBinary.shell(script)
        let errors = try String(contentsOfFile: directory.path("errors"), encoding: .utf8)
        #expect(!errors.contains("canary") && errors.contains("***"), "\(errors)")
        #expect(!outcome.text.contains("canary"), "\(outcome.text)")
    }

    @Test("libzstd writes Parquet uncompressed, and says so")
    func zstd() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("[\(Self.record)]", to: "input.json")
        // A file that is no library ends the search for it.
        try directory.write("", to: "libzstd.so.1")
        try directory.write("", to: "libzstd.so")
        let environment = ["LD_LIBRARY_PATH": directory.url.path]
        let words = ["ingest", input, "-o", directory.path("out"), "--schema", "items", "--overwrite"]
        let parquet = try SluiceBinary.run(words + ["--format", "parquet"], environment: environment)
        #expect(parquet.status == 0)
        #expect(parquet.errors.contains("warning: libzstd is not installed"), "\(parquet.errors)")
        #expect(parquet.errorLines.count == 1)
        for options in [["--format", "parquet", "--compression", "none"], ["--format", "ndjson"]] {
            let outcome = try SluiceBinary.run(words + options, environment: environment)
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(options): \(outcome.errors)")
        }
        let refused = try SluiceBinary.run(
            words + ["--format", "parquet", "--compression", "zstd"],
            environment: environment
        )
        #expect(refused.status == 2 && refused.errors.contains("libzstd"), "\(refused.errors)")
    }
}
