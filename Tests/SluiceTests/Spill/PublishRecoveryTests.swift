import Foundation
import Testing

@testable import Sluice

/// A run that was killed while it published has left `_temporary/` in one of a few states; the next run takes it back.
@Suite("What a killed publish has left is taken back")
struct PublishRecoveryTests {
    private static let old = ["_SUCCESS": "", "_manifest.json": "{}", "part-00000.ndjson": "old 0\n"]

    /// What stands in the directory before the next run, and what it finds there when it has begun.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let expected: [String: String]
    }

    static let cases = [
        Case(
            testDescription: "while the old files were moved away",
            files: [
                "part-00000.ndjson": "old 0\n", "_temporary/part-00000.ndjson": "new 0\n",
                "_temporary/replacing/_SUCCESS": "", "_temporary/replacing/_manifest.json": "{}",
            ],
            expected: old
        ),
        Case(
            testDescription: "while the new files were moved in",
            files: [
                "part-00000.ndjson": "new 0\n", "part-00001.ndjson": "new 1\n", "_temporary/_manifest.json": "{}",
                "_schema.json": "{}", "_schema.ddl": "",
                "_temporary/replaced/_SUCCESS": "", "_temporary/replaced/_manifest.json": "{}",
                "_temporary/replaced/part-00000.ndjson": "old 0\n",
            ],
            expected: old
        ),
        Case(
            testDescription: "while the first run of all moved its files in",
            files: [
                "part-00000.ndjson": "new 0\n", "_temporary/part-00001.ndjson": "new 1\n", "_temporary/replaced/": "",
            ],
            expected: [:]
        ),
        Case(
            testDescription: "when it was done",
            files: [
                "part-00000.ndjson": "new 0\n", "_manifest.json": "{}", "_SUCCESS": "",
                "_temporary/replaced/part-00000.ndjson": "old 0\n",
            ],
            expected: ["part-00000.ndjson": "new 0\n", "_manifest.json": "{}", "_SUCCESS": ""]
        ),
    ]

    @Test("killed", arguments: cases)
    func takesBack(test: Case) async throws {
        let directory = try TemporaryDirectory()
        let output = directory.path("out")
        for (name, text) in test.files {
            let url = URL(filePath: output).appending(path: name)
            let parent = name.hasSuffix("/") ? url : url.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            if !name.hasSuffix("/") { try Data(text.utf8).write(to: url) }
        }
        let input = try directory.write(Array("[1]".utf8), to: "bad.json")
        var options = IngestionOptions()
        options.existingOutput = .replace
        // A run that fails changes nothing but what a dead one has left.
        await #expect(throws: IngestionError.self) {
            try await Ingestion(input: .file(input), output: .directory(output), options: options).run()
        }
        let found = try directory.files(below: "out").mapValues { String(decoding: $0, as: UTF8.self) }
        #expect(found.filter { $0.key != "_status.ndjson" } == test.expected)
    }
}
