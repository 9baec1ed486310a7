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
            #expect(trial.error?.summary == IngestionReport.brokenInput)
            #expect(trial.error?.report.firstError?.position.record == 1)
            #expect(trial.error?.report.recordsWritten == 1)
            #expect(try PublishedRun(directory: FilePath(directory.path("out"))).failure == message)
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
