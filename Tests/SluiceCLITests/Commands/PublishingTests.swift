import Foundation
import TestSupport
import Testing

@Suite("what a run leaves and what it says of that")
struct PublishingTests {
    private static func prepare() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let records = (0..<200).map { "{\"n\":\($0)}\n" }.joined()
        try directory.write(records, to: "input.json")
        return directory
    }

    private static func ingest(_ directory: TemporaryDirectory, _ options: String...) throws -> SluiceBinary.Outcome {
        try SluiceBinary.run(["ingest", directory.path("input.json"), "-o", directory.path("out")] + options)
    }

    private static let deepTree = #"import os\#nfor _ in range(2_000): os.mkdir("d"); os.chdir("d")"#

    @Test("a working directory with foreign names or deep trees is refused, and the entry named")
    func foreignNames() throws {
        let directory = try Self.prepare()
        for place in [".out.sluice", "out/_temporary", "out"] {
            for make in [
                "mkdir -p \(place); touch $'\(place)/a\\xFFb'", "mkdir -p \(place); touch $'\(place)/a\\nb'",
                "mkdir -p \(place); cd \(place); python3 -c '\(Self.deepTree)'",
                "mkdir -p \(place); mkfifo \(place)/pipe",
            ] {
                let line = "cd '\(directory.url.path)'; rm -rf out .out.sluice; \(make)"
                #expect(try SluiceBinary.shell(line).status == 0)
                for options in [[], ["--overwrite"], ["--resume"]] {
                    let arguments = ["ingest", directory.path("input.json"), "-o", directory.path("out")] + options
                    let outcome = try SluiceBinary.run(arguments)
                    #expect(outcome.status == 2, "\(make) \(options): \(outcome.errors)")
                }
            }
            let line = "cd '\(directory.url.path)'; rm -rf out .out.sluice; mkdir -p out; touch $'out/a\\xFFb'"
            #expect(try SluiceBinary.shell(line).status == 0)
            #expect(try Self.ingest(directory, "--overwrite").errors.contains("out holds a\\xFFb,"))
        }
    }

    @Test("a refused --resume leaves nothing in a published directory")
    func refusedResume() throws {
        let directory = try Self.prepare()
        #expect(try Self.ingest(directory).status == 0)
        let before = try directory.entries()
        #expect(try Self.ingest(directory, "--resume", "--part-size", "4KiB").status == 2)
        #expect(try directory.entries() == before)
    }

    @Test("the working directory of the process is replaced file by file, and the report says so")
    func ownDirectory() throws {
        let directory = try Self.prepare()
        #expect(try Self.ingest(directory).status == 0)
        let line = "cd '\(directory.path("out"))' && sluice ingest ../input.json -o . --overwrite --report json"
        let outcome = try SluiceBinary.shell(line)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.contains(#""replaced_atomically":false"#))
        #expect(outcome.errors.contains("cannot be replaced in one step"))
        #expect(try directory.entries().count == 6)
        let later = try Self.ingest(directory, "--overwrite", "--report", "json")
        #expect(later.text.contains(#""replaced_atomically":true"#))
    }

    @Test("a run that was killed is interrupted, not running")
    func killed() throws {
        let directory = try Self.prepare()
        let process = try SluiceProcess(["ingest", "-", "-o", directory.path("out")])
        process.feed(String(repeating: "{\"a\":1}\n", count: 400_000))
        #expect(try eventually { try directory.entries().contains(".out.sluice/_status.ndjson") })
        #expect(try eventually { try Self.statuses(directory) == ["running"] })
        process.send(SIGKILL)
        _ = process.wait()
        #expect(try Self.statuses(directory) == ["interrupted"])
        #expect(try Self.ingest(directory).status == 0)
        #expect(try Self.statuses(directory) == ["interrupted", "completed"])
    }

    private static func statuses(_ directory: TemporaryDirectory) throws -> [String] {
        let outcome = try SluiceBinary.run(["status", directory.path("out"), "--report", "json"])
        let runs = try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]]
        return (runs ?? []).map { $0["status"] as? String ?? "" }
    }

    /// The published step and the second signal are a race, tried at many instants.
    @Test("after a second signal the exit status says whether the data is published", arguments: 0..<24)
    func secondSignal(trial: Int) throws {
        let directory = try TemporaryDirectory()
        let records = try SluiceBinary.run(["generate", "--records", "3000"]).output
        try directory.write(records, to: "input.json")
        let output = directory.path("out")
        let options = ["--part-size", "4KiB", "--schema", "items", "--retries", "0"]
        let process = try SluiceProcess(["ingest", directory.path("input.json"), "-o", output, "-q"] + options)
        Thread.sleep(forTimeInterval: .random(in: 0.01...0.25))
        process.send(SIGINT)
        Thread.sleep(forTimeInterval: .random(in: 0...0.002))
        process.send(SIGINT)
        let outcome = process.wait()
        let isPublished = FileManager.default.fileExists(atPath: output + "/_SUCCESS")
        switch outcome.status {
        case 0: #expect(isPublished)
        // Before the command waits for signals, one ends it as any other process.
        case SIGINT: #expect(!isPublished)
        default:
            #expect(outcome.status == 130, "\(outcome.errors)")
            #expect(!isPublished)
            #expect(outcome.errors.contains("interrupted; nothing was published"), "\(outcome.errors)")
        }
        // Whatever it was, the next run finds it so, or completes it.
        let next = try SluiceBinary.run(["ingest", directory.path("input.json"), "-o", output, "--resume"] + options)
        #expect(next.status == 0, "\(next.errors)")
    }

    @Test("rejects are for their owner's eyes alone from the first byte on")
    func rejectsMode() throws {
        let directory = try Self.prepare()
        let process = try SluiceProcess(["ingest", "-", "-o", directory.path("out"), "--on-error", "quarantine"])
        process.feed("nope\n" + String(repeating: "{\"a\":1}\n", count: 300_000))
        let path = directory.path(".out.sluice/new/_rejects/part-00000.ndjson")
        #expect(try eventually { FileManager.default.fileExists(atPath: path) })
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try process.finish()
        #expect(process.wait().status == 0)
    }
}
