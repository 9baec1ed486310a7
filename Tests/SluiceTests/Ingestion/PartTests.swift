import TestSupport
import Testing

@testable import Sluice

@Suite("Parts and the account of them")
struct PartTests {
    private static let records = (0..<30).map { #"{"id":\#($0),"text":"\#(String(repeating: "x", count: $0 % 7))"}"# }

    @Test(
        "end with the record that reaches the part size, at any chunk size",
        arguments: [1, 30, 31, 100, 1_000, 1 << 20]
    )
    func rotation(partSize: Int) async throws {
        var expected: [String] = []
        for record in Self.records {
            if expected.isEmpty || (expected.last?.utf8.count ?? 0) >= partSize { expected.append("") }
            expected[expected.count - 1] += record + "\n"
        }
        let input = Array(PipelineFixtures.pretty(Self.records).utf8)
        for (chunkSize, jobs) in [(1, 1), (50, 2), (333, 8), (1 << 20, 2)] {
            let trial = try await IngestionTrial(input) { options in
                options.smallPartSize = partSize
                options.chunkSize = chunkSize
                options.jobs = jobs
            }
            #expect(trial.parts.map { String(decoding: $0, as: UTF8.self) } == expected)
            #expect(trial.report?.parts.map(\.bytes) == expected.map(\.utf8.count))
        }
    }

    @Test("are described by the manifest: records, bytes, checksum, and where they come from")
    func manifest() async throws {
        let input = Array(PipelineFixtures.pretty(Self.records + ["{\"id\":}", "{}"]).utf8)
        let trial = try await IngestionTrial(input, quarantine: true) { options in
            options.smallPartSize = 200
            options.chunkSize = 64
        }
        let manifest = try trial.manifest
        #expect(manifest.complete)
        #expect(manifest.parts.count == trial.parts.count)
        var reached = 0
        for (part, bytes) in zip(manifest.parts, trial.parts) {
            #expect(trial.files[part.name] == bytes)
            #expect(part.bytes == bytes.count)
            #expect(part.records == bytes.count { $0 == 0x0A })
            #expect(part.crc32c == Kernel.crc32c(bytes).hexDigits)
            #expect(part.name.contains("-" + part.crc32c + "."))
            // Reading the input's own bytes again gives the part's records.
            #expect(part.input.start >= reached && part.input.end > part.input.start)
            #expect(input[part.input.start] == UInt8(ascii: "{") && input[part.input.end - 1] == UInt8(ascii: "}"))
            reached = part.input.end
        }
        let ledger = manifest.ledger
        #expect(ledger["records_seen"] == 32 && ledger["records_written"] == 31 && ledger["records_rejected"] == 1)
        #expect(ledger["input_bytes"] == input.count)
        let parts = ["record_bytes_written", "record_bytes_rejected", "bytes_between_records"].compactMap { ledger[$0] }
        #expect(parts.reduce(0, +) == input.count)
        #expect(ledger["record_bytes_rejected"] == PipelineFixtures.spread("{\"id\":}").utf8.count)
    }

    @Test(
        "are published with the bytes of the input's path, as are reports and rejects",
        arguments: [
            (Array("plain".utf8), #""path":"#), (Array("a\u{1B}\u{202E}\u{9B}b".utf8), #""path":"#),
            ([0x61, 0xFF, 0x1B], #""path_base64":"#),
        ]
    )
    func inputPath(name: [UInt8], member: String) async throws {
        let directory = try TemporaryDirectory()
        let path = FilePath(bytes: Array(directory.path("").utf8) + name)
        let escapes = path.bytes.map { "\\x" + String($0, radix: 16) }.joined()
        #expect(try FinishedProcess("/bin/bash", ["-c", "printf '{} {\"a\":1,\"a\":2}' > $'\(escapes)'"]).status == 0)
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        let output = OutputDestination.directory(directory.path("out"))
        let report = try await Ingestion(input: .file(path), output: output, options: options).run()
        let files = try directory.files(below: "out")
        let json = try #require(JSONNode(Array(report.json().utf8)))
        let reject = Array(files["_rejects/part-00000.ndjson"] ?? [])
        let firstError = try #require(json["first_error"])
        let named = try #require(json["inputs"]?.elements?.first)
        for (node, key) in [(named, "name"), (firstError, "file"), (try #require(JSONNode(reject)), "file")] {
            let text = node[key]?.string.map { Array($0.utf8) }
            #expect(text ?? node[key + "_base64"]?.string.flatMap(Base64.decode) == path.bytes, "\(key)")
            #expect((text == nil) == (path.text == nil))
        }
        #expect(reject.starts(with: Array(path.text == nil ? #"{"file_base64":""#.utf8 : #"{"file":""#.utf8)))
        #expect(report.firstError?.input == path.shown && report.input == path.shown)
        #expect(Diagnostic(firstError)?.exactName == InputName(path))
        let text = Array(files[PartName.manifest] ?? [])
        let input = try #require(JSONNode(text)?["input"])
        let found = input["path"]?.string.map { Array($0.utf8) } ?? input["path_base64"]?.string.flatMap(Base64.decode)
        #expect(found == path.bytes)
        #expect(String(decoding: text, as: UTF8.self).contains(member))
    }

    @Test("are one empty file for an input without records")
    func noRecords() async throws {
        for text in ["[]", " [ ] \n", "\u{FEFF}[]"] {
            let trial = try await IngestionTrial(Array(text.utf8))
            #expect(trial.isPublished)
            #expect(trial.parts == [[]])
            #expect(try trial.manifest.ledger["records_seen"] == 0)
            #expect(trial.report?.bytesRead == text.utf8.count)
        }
    }

    @Test("a part's number has five digits, or more, and its name has the checksum of its content")
    func names() {
        #expect(PartName.openPart(0, "ndjson") == "part-00000.ndjson")
        #expect(PartName.part(99_999, crc32c: 0x1F3A_9C07, "csv") == "part-99999-1f3a9c07.csv")
        #expect(PartName.part(100_000, crc32c: 7, "ndjson") == "part-100000-00000007.ndjson")
        #expect(PartName.closed("part-00012.parquet", crc32c: 0xFFFF_FFFF) == "part-00012-ffffffff.parquet")
        for name in ["part-00000.ndjson", "part-123456.parquet", "part-00000-1f3a9c07.csv"] {
            #expect(PartName.isPart(name))
        }
        for name in [
            "part-0.ndjson", "part-00000", "part-0000a.ndjson", "xpart-00000.ndjson", "part-.ndjson", "_part",
            "part-00000-1f3a9c0.csv", "part-00000-1F3A9C07.csv", "part-00000-1f3a9c07", "part-00000-1f3a9c07.",
            "part-00000-1f3a9c07.csv.bak", "part-00000-1f3a9c07-1.csv", "part-00000.d/x", "part-00000.gz ",
        ] {
            #expect(!PartName.isPart(name))
        }
        #expect(PartName.isPart("part-00012-ffffffff.csv", number: 12))
        #expect(PartName.isPart("part-00012.csv", number: 12))
        #expect(!PartName.isPart("part-000121.csv", number: 12) && !PartName.isPart("part-00013.csv", number: 12))
    }
}
