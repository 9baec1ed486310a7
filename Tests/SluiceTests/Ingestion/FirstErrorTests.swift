import TestSupport
import Testing

@testable import Sluice

@Suite("The first error of a run")
struct FirstErrorTests {
    private static let bad = #"{"id":2,"name":"b","category":"A","value":1,"quantity":"five"}"#
    private static let good = #"{"id":1,"name":"a","category":"A","value":1,"quantity":5}"#
    private static let reason = #"expected an integer greater than 0, found the string "five""#

    @Test("is in the message, the report and the journal of a run that it ends", arguments: [1, 1 << 20])
    func failure(chunkSize: Int) async throws {
        let text = [Self.good, Self.bad, Self.bad].joined(separator: "\n")
        let trial = try await IngestionTrial(Array(text.utf8), schema: .items) { $0.chunkSize = chunkSize }
        let error = try #require(trial.error)
        let headline = "\(trial.directory.path("input.json")):2:56: record 1, /quantity: \(Self.reason)"
        #expect(error.message == "\(headline); nothing was published")
        #expect(error.summary == "record 1 is invalid; nothing was published")
        let first = try #require(error.report.firstError)
        #expect(first.headline == headline)
        #expect(first.excerpt?.text.hasSuffix(#""quantity":"five"}"#) == true)
        #expect(error.report.message == error.message)
        #expect(error.report.errors.map(\.message) == [Self.reason])
        let history = try StatusHistory(directory: FilePath(trial.directory.path("out")), liveRun: { _ in nil })
        #expect(history.runs.last?.errorMessage ?? error.message == error.message)
    }

    @Test("is found where nobody observes the run")
    func unobserved() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write([Self.bad, Self.good, Self.bad].joined(separator: "\n"), to: "in")
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        let report = try await Ingestion(input: .file(path), output: .none, schema: .items, options: options).run()
        #expect(report.firstError?.position == RecordPosition(record: 0, line: 1, column: 56, offset: 55))
        #expect(report.firstError?.message == Self.reason)
        #expect(report.recordsAccepted == 1 && report.recordsWritten == 0)
    }

    @Test("is the break in the message of an incomplete publish, also when that is found published")
    func incomplete() async throws {
        let directory = try TemporaryDirectory()
        let text = "{\"id\":1}\n{\"id\":}\n{\"id\":2"
        let message = """
            the input is not valid JSON: \(directory.path("input.json")):3:8: record 2, /id: expected ',' or '}', found the \
            end of the input; the records before the break are published, marked as incomplete
            """
        for existing in [IngestionOptions.ExistingOutput.refuse, .resume] {
            let trial = try await IngestionTrial(Array(text.utf8), quarantine: true, in: directory) {
                $0.existingOutput = existing
            }
            #expect(trial.error?.message == message)
            // The manifest has the first error in full, which is not the break.
            let isKnown = existing == .refuse
            #expect(trial.error?.summary == (isKnown ? IngestionReport.brokenInput : message))
            #expect(trial.error?.diagnostic?.position.record == (isKnown ? 2 : nil))
            #expect(trial.error?.report.firstError?.position.record == 1)
            #expect(trial.error?.report.recordsWritten == 1)
            #expect(try PublishedRun(directory: FilePath(directory.path("out"))).failure == message)
        }
    }

    @Test(
        "is where an input turns out not to be JSON",
        arguments: [
            ("xxx", 1, 1, "found 'x'"), ("NaN", 1, 1, "found 'N' (JSON has null, but no NaN and no None)"),
            ("]", 1, 1, "found ']'"), ("\u{FEFF}id,name\n1,a\n", 1, 1, "found 'i'"),
            (String(repeating: " ", count: 70_000) + "\n\té\u{1B}", 2, 2, "found byte 0xC3"),
            ("\0\0", 1, 1, "found byte 0x00"),
        ] as [(String, Int, Int, String)]
    )
    func noDocument(text: String, line: Int, column: Int, found: String) async throws {
        for quarantine in [false, true] {
            let trial = try await IngestionTrial(Array(text.utf8), quarantine: quarantine)
            let error = try #require(trial.error)
            let name = trial.directory.path("input.json")
            let headline = "\(name):\(line):\(column): expected an object or an array, \(found)"
            #expect(error.message == "\(name) is not JSON: \(headline)")
            #expect(error.summary == "\(name) is not JSON" && error.kind == .input)
            #expect(error.diagnostic?.headline == headline)
            #expect(trial.diagnostics.map(\.headline) == [headline])
            let report = error.report
            #expect(report.firstError?.headline == headline && report.message == error.message)
            #expect(report.errors.map(\.message) == ["expected an object or an array, \(found)"])
            let node = try #require(JSONNode(Array(report.json().utf8)))
            #expect(node["first_error"]?["line"]?.count == line && node["first_error"]?["record"]?.isNull == true)
            #expect(Diagnostic(try #require(node["first_error"]))?.headline == headline)
        }
    }

    @Test("has an excerpt where an input is not JSON")
    func noDocumentExcerpt() async throws {
        let text = "\u{FEFF}\n  hello \u{1B}[2Jworld " + String(repeating: "x", count: 400) + "\nnext"
        let error = try #require(try await IngestionTrial(Array(text.utf8)).error)
        let excerpt = try #require(error.diagnostic?.excerpt)
        #expect(excerpt.text.hasPrefix("  hello \\u{1B}[2Jworld xxx") && excerpt.text.hasSuffix("x…"))
        #expect(excerpt.caretColumn == 2 && excerpt.caretLength == 5)
    }

    @Test("is in the message of an input without a document in which more text was read than a head has")
    func longText() async throws {
        let text = "hello\n" + String(repeating: "\0", count: 9 << 20)
        let trial = try await IngestionTrial(Array(text.utf8), quarantine: true)
        let error = try #require(trial.error)
        #expect(error.kind == .input)
        let headline = "\(trial.directory.path("input.json")):1:1:"
        #expect(error.message.contains(" is not JSON") && error.message.contains(headline))
        #expect(error.report.firstError != nil && error.diagnostic != nil)
    }

    @Test("is not the break that is the reason, where the input breaks off later")
    func breakAfterReject() async throws {
        let text = #"[{"id":1},{"id":2,"id":3},{"id":4}"#
        let trial = try await IngestionTrial(Array(text.utf8), quarantine: true)
        let error = try #require(trial.error)
        #expect(error.report.firstError?.code == .duplicateKey)
        #expect(error.diagnostic?.code == .truncated)
        let diagnostic = try #require(error.diagnostic)
        #expect(error.message.contains(diagnostic.headline))
    }

    @Test("ends inference and streams with its place")
    func otherReaders() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("\n NaN", to: "in")
        let headline = "\(path):2:2: expected an object or an array, found 'N' (JSON has null, but no NaN and no None)"
        var shown: [String] = []
        let error = #expect(throws: IngestionError.self) {
            try SchemaInference(input: .file(path)).run { shown.append($0.headline) }
        }
        #expect(error?.diagnostic?.headline == headline && shown == [headline])
        await #expect {
            for try await _ in RecordStream(contentsOf: FilePath(path)) {}
        } throws: { error in
            (error as? RecordStreamError)?.diagnostic?.headline == headline
        }
    }

    @Test("is part of the JSON report, and can be read back")
    func json() async throws {
        let trial = try await IngestionTrial(Array(Self.bad.utf8), schema: .items)
        let report = try #require(trial.error?.report)
        let node = try #require(JSONNode(Array(report.json().utf8)))
        let first = try #require(node["first_error"])
        #expect(first["file"]?.string == trial.directory.path("input.json"))
        #expect(first["pointer"]?.string == "/quantity" && first["code"]?.string == "type")
        #expect(first["excerpt"]?["caret_column"]?.count == 55)
        let diagnostic = try #require(Diagnostic(first))
        #expect(diagnostic.headline == report.firstError?.headline)
    }
}
