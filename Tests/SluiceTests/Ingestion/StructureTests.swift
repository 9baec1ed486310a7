import TestSupport
import Testing

@testable import Sluice

/// An input that breaks off.
struct BrokenInput: Sendable, CustomTestStringConvertible {
    let text: String
    /// The lines that stood before the break.
    let records: [String]
    /// Where the last reject begins.
    let breakOffset: Int
    let code: ErrorCode

    var testDescription: String { text.debugDescription }

    init(_ text: String, _ records: [String], breakAt breakOffset: Int, _ code: ErrorCode = .truncated) {
        self.text = text
        self.records = records
        self.breakOffset = breakOffset
        self.code = code
    }
}

@Suite("Inputs that are not whole")
struct StructureTests {
    static let broken: [BrokenInput] = [
        BrokenInput(#"[{"a":1},{"a":2}"#, [#"{"a":1}"#, #"{"a":2}"#], breakAt: 16),
        BrokenInput("[{\"a\":1}\n", [#"{"a":1}"#], breakAt: 9),
        BrokenInput(#"[{"a":1},"#, [#"{"a":1}"#], breakAt: 9), BrokenInput("[", [], breakAt: 1),
        BrokenInput("[ \n", [], breakAt: 3), BrokenInput(#"[{"a":1},{"a":"#, [#"{"a":1}"#], breakAt: 9),
        BrokenInput(#"[{"a":1},{"a":"xy"#, [#"{"a":1}"#], breakAt: 9),
        BrokenInput(#"[{"a":1},{"#, [#"{"a":1}"#], breakAt: 9),
        BrokenInput(#"[{"a":1},{"a":[1,{"b":"#, [#"{"a":1}"#], breakAt: 9),
        BrokenInput("[{\"a\":1}]\n[{\"a\":2},\n", [#"{"a":1}"#, #"{"a":2}"#], breakAt: 20),
        BrokenInput("[{\"a\":1}]\n[", [#"{"a":1}"#], breakAt: 11),
        BrokenInput("{\"a\":1}\n{\"a\":2", [#"{"a":1}"#], breakAt: 8),
        BrokenInput("{\"a\":1}\n{\"a\":\"x", [#"{"a":1}"#], breakAt: 8),
        BrokenInput("{\"a\":1}\n{", [#"{"a":1}"#], breakAt: 8),
        BrokenInput("{\"a\":1}\n{\"a\":tru", [#"{"a":1}"#], breakAt: 8),
        BrokenInput("{\n\"a\":1}\n{\n\"a\":2", [#"{"a":1}"#], breakAt: 9),
        BrokenInput("{\"a\":1}{\"a\":2}{\"a\"", [#"{"a":1}"#, #"{"a":2}"#], breakAt: 14),
        BrokenInput("{\"a\":1", [], breakAt: 0),
    ]

    @Test("fail as inputs do, with nothing published", arguments: broken)
    func fail(input: BrokenInput) async throws {
        for chunkSize in [1, 4, 1 << 20] {
            let trial = try await IngestionTrial(Array(input.text.utf8)) { $0.chunkSize = chunkSize }
            #expect(trial.error?.kind == .input)
            #expect(trial.error?.report.failure == .input)
            #expect(trial.files == [:])
            #expect(trial.diagnostics.last?.code == input.code)
        }
    }

    @Test("give what stood before the break, and say so, if bad records may be set aside", arguments: broken)
    func quarantine(input: BrokenInput) async throws {
        for chunkSize in [1, 4, 1 << 20] {
            let trial = try await IngestionTrial(Array(input.text.utf8), quarantine: true) {
                $0.chunkSize = chunkSize
                $0.allowsEmpty = true
            }
            let error = try #require(trial.error)
            #expect(error.kind == .data)
            #expect(error.report.failure == .data && error.report.status == .failed && error.report.isIncomplete)
            #expect(trial.text == input.records.map { $0 + "\n" }.joined())
            #expect(!trial.isPublished)
            #expect(try trial.manifest.complete == false)
            // Where the input breaks off between records no record is bad.
            let isInRecord = input.breakOffset < input.text.utf8.count
            let rejects = try trial.rejects
            #expect(rejects.count == (isInRecord ? 1 : 0))
            #expect(rejects.allSatisfy { $0.offset == input.breakOffset && $0.record == input.records.count })
            #expect(rejects.allSatisfy { $0.offset + $0.length == input.text.utf8.count })
            #expect(error.report.recordsSeen == input.records.count + rejects.count)
            #expect(error.report.errors.map(\.code) == [input.code])
            #expect(try trial.directory.workspace == [:])
        }
    }

    @Test("scalars in an array are bad records, each of them")
    func scalars() async throws {
        let input = Array("[1, \"},{\", null, true, [{}], {}, -1e5]".utf8)
        for chunkSize in [1, 4, 1 << 20] {
            let trial = try await IngestionTrial(input, quarantine: true) { $0.chunkSize = chunkSize }
            #expect(trial.text == "{}\n")
            #expect(try trial.rejects.map(\.raw) == ["1", "\"},{\"", "null", "true", "[{}]", "-1e5"])
            #expect(try trial.rejects.allSatisfy { $0.errors.map(\.code) == ["not-an-object"] })
            #expect(try trial.rejects.map(\.record) == [0, 1, 2, 3, 4, 6])
        }
    }

    @Test("an input that cannot be read is named as such")
    func unreadable() async throws {
        for text in ["", " \n ", "nope", "\u{FEFF}"] {
            let trial = try await IngestionTrial(Array(text.utf8), quarantine: true)
            #expect(trial.error?.kind == .input)
            #expect(trial.files == [:])
        }
        let directory = try TemporaryDirectory()
        for path in [directory.path("nothing.json"), directory.path("")] {
            let ingestion = Ingestion(input: .file(path), output: .directory(directory.path("out")))
            let error = await #expect(throws: IngestionError.self) { try await ingestion.run() }
            #expect(error?.kind == .input)
        }
    }
}
