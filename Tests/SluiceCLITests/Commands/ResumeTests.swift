import Foundation
import TestSupport
import Testing

@Suite("--resume")
struct ResumeTests {
    private static let options = [
        "--schema", "items", "--on-error", "quarantine", "--chunk-size", "4096", "--part-size", "64KiB",
        "--checkpoint-interval", "0", "--quiet",
    ]

    /// A directory with an input, and the arguments of a run over it.
    private static func prepare(records: Int = 20_000) throws -> (directory: TemporaryDirectory, arguments: [String]) {
        let directory = try TemporaryDirectory()
        let records = ["generate", "--records", "\(records)", "--invalid", "2%"]
        let input = try directory.write(SluiceBinary.run(records).output, to: "input.json")
        return (directory, ["ingest", input, "-o", directory.path("out")] + options)
    }

    /// What is published in `out` by its name, without the times.
    private static func published(_ directory: TemporaryDirectory, _ name: String = "out") throws -> [String: Data] {
        var files: [String: Data] = [:]
        for file in try directory.entries() where file.hasPrefix(name + "/") {
            let isTold = file.hasSuffix(".json") || file.hasSuffix("_status.ndjson")
            guard !isTold, let content = try? Data(contentsOf: URL(filePath: directory.path(file))) else { continue }
            files[String(file.dropFirst(name.count + 1))] = content
        }
        return files
    }

    @Test("after SIGKILL at random publishes what an undisturbed run does", arguments: 0..<12)
    func killed(seed: Int) throws {
        let (directory, arguments) = try Self.prepare()
        let reference = ["ingest", arguments[1], "-o", directory.path("reference")] + Self.options
        #expect(try SluiceBinary.run(reference).status == 0)
        for _ in 0..<4 {
            let process = try SluiceProcess(arguments + ["--resume"])
            Thread.sleep(forTimeInterval: .random(in: 0.002...0.15))
            process.send(SIGKILL)
            _ = process.wait()
        }
        let last = try SluiceBinary.run(arguments + ["--resume"])
        #expect(last.status == 0, "\(last.errors)")
        let (found, expected) = try (Self.published(directory), Self.published(directory, "reference"))
        #expect(found.keys.sorted() == expected.keys.sorted())
        #expect(found == expected)
    }

    @Test("is what the last message of an interrupted run tells to do", arguments: [SIGTERM, SIGINT])
    func message(signal: Int32) throws {
        let (directory, arguments) = try Self.prepare(records: 100_000)
        defer { withExtendedLifetime(directory) {} }
        for delay in 1..<200 {
            let process = try SluiceProcess(arguments + ["--overwrite"])
            Thread.sleep(forTimeInterval: Double(delay) / 200)
            process.send(signal)
            let outcome = process.wait()
            guard outcome.status == 128 + signal, let mark = outcome.errors.range(of: "; continue with: ") else {
                continue
            }
            let command = outcome.errors[mark.upperBound...].trimmingCharacters(in: .newlines)
            #expect(command.hasSuffix(" --quiet --resume"))
            // The journal says what the report does.
            let status = try SluiceBinary.run(["status", directory.path("out")])
            #expect(status.text.contains("  interrupted  ") && !status.text.contains("failed"), "\(status.text)")
            let json = try SluiceBinary.run(["status", directory.path("out"), "--report", "json"])
            #expect(json.text.contains(#""status":"interrupted""#) && json.text.contains(#""completed_at":"2"#))
            let resumed = try SluiceBinary.shell(command + " --report json")
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(
                resumed.text.contains(
                    #""records_seen":100000,"records_accepted":98000,"records_rejected":2000,"records_written":98000"#
                )
            )
            return
        }
        Issue.record("no run could be interrupted in its middle")
    }

    @Test("does nothing to a finished run, and --overwrite beside it replaces another one")
    func finished() throws {
        let (directory, arguments) = try Self.prepare(records: 500)
        #expect(try SluiceBinary.run(arguments).status == 0)
        let again = try SluiceBinary.run(arguments.dropLast() + ["--resume"])
        #expect(again.status == 0)
        #expect(again.errors.contains("nothing is left to read: 500 records were done before"), "\(again.errors)")
        try directory.write(#"{"id":1}"#, to: "input.json")
        let refused = try SluiceBinary.run(arguments + ["--resume"])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("the input has changed"), "\(refused.errors)")
        let anew = try SluiceBinary.run(arguments + ["--resume", "--overwrite", "--allow-empty"])
        #expect(anew.status == 0, "\(anew.errors)")
        let parts = try Self.published(directory).filter { $0.key.hasPrefix("part-") }
        #expect(parts.keys.elementsEqual(["part-00000-00000000.ndjson"]))
    }

    @Test("is refused for an input that can be read only once")
    func pipe() throws {
        let directory = try TemporaryDirectory()
        let line = "printf '{}' | sluice ingest - -o '\(directory.path("out"))' --resume"
        let outcome = try SluiceBinary.shell(line)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("standard input is not a file"), "\(outcome.errors)")
    }
}
