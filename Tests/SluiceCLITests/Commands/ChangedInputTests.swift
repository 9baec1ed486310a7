import Foundation
import TestSupport
import Testing

@Suite("inputs that change under the command")
struct ChangedInputTests {
    /// Starts the command on 60 MB, and truncates them when it has begun to write.
    @Test("a truncated input is exit status 4, and no death by a signal")
    func truncated() throws {
        let directory = try TemporaryDirectory()
        let size = 200_000 * 300
        let line = "{\"id\":1,\"text\":\"" + String(repeating: "x", count: 281) + "\"}\n"
        let input = try directory.write(String(repeating: line, count: size / line.utf8.count), to: "input.json")
        let process = try SluiceProcess([
            "ingest", input, "-o", directory.path("out"), "--jobs", "1", "--part-size", "64KiB", "--chunk-size", "4096",
        ])
        #expect(try eventually { try directory.entries().contains { $0.contains("/part-00003") } })
        try FileHandle(forWritingTo: URL(filePath: input)).truncate(atOffset: 4_096)
        let outcome = process.wait()
        #expect(outcome.status == 4, "\(outcome.errors)")
        #expect(
            outcome.errors.contains("input.json changed while it was being read: its size was"),
            "\(outcome.errors)"
        )
        #expect(outcome.errors.contains("bytes and is now 4096; results were discarded"))
        let left = [".out.sluice", ".out.sluice/_status.ndjson", ".out.sluice/workspace.json", "input.json"]
        #expect(try directory.entries() == left)
    }

    @Test("a SIGBUS that is sent ends the command as ever")
    func sent() throws {
        // As the process starts, a handler of the Swift runtime, which prints backtraces, would swallow a signal that is
        // sent.
        let process = try SluiceProcess(["validate", "-"], environment: ["SWIFT_BACKTRACE": "enable=no"])
        process.feed("{}\n")
        process.send(SIGBUS)
        #expect(process.wait().status == SIGBUS)
    }
}
