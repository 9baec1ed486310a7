import TestSupport
import Testing

@testable import Sluice

@Suite("A run in which no record passes")
struct NothingAcceptedTests {
    /// Ten items whose id has another name.
    private static let renamed = Array(
        (0..<10).map { #"{"ID":\#($0),"name":"a","category":"A","value":1,"quantity":1}"# + "\n" }.joined().utf8
    )

    private static func wrapped(_ objects: Int, before: String = #"{"meta":{"n":1},"#, key: String = "Records")
        -> String
    {
        let items = (0..<objects).map { #"{"id":\#($0),"tags":[{"t":1},{"t":2}]}"# }.joined(separator: ",")
        return before + "\"\(key)\":[\(items)],\"next\":null}"
    }

    @Test("fails, publishes nothing, and leaves what is published", arguments: OutputFormat.allCases)
    func nothingAccepted(format: OutputFormat) async throws {
        let directory = try TemporaryDirectory()
        let good = #"{"id":1,"name":"a","category":"A","value":1,"quantity":1}"#
        let first = try await IngestionTrial(Array(good.utf8), schema: .items, in: directory) { $0.format = format }
        #expect(first.isPublished)
        let second = try await IngestionTrial(Self.renamed, schema: .items, quarantine: true, in: directory) {
            $0.format = format
            $0.existingOutput = .replace
        }
        let error = try #require(second.error)
        #expect(error.kind == .data && error.remedy == .allowEmpty)
        #expect(error.summary == "all 10 records are invalid; nothing was published")
        let place = "\(directory.path("input.json")):1:1: record 0, /id"
        #expect(error.message == "\(error.summary); the first error: \(place): missing required field \"id\"")
        #expect(error.report.message == error.message)
        #expect(error.report.recordsSeen == 10 && error.report.recordsRejected == 10)
        #expect(error.report.recordsAccepted == 0 && error.report.recordsWritten == 0)
        #expect(second.files == first.files)
        #expect(try directory.workspace == [:])
    }

    @Test("is published on request, as one empty part and the rejects", arguments: OutputFormat.allCases)
    func allowed(format: OutputFormat) async throws {
        let trial = try await IngestionTrial(Self.renamed, schema: .items, quarantine: true) {
            $0.format = format
            $0.allowsEmpty = true
        }
        #expect(trial.error == nil && trial.isPublished)
        #expect(trial.parts.count == 1)
        #expect(try trial.rejects.count == 10)
        #expect(trial.report?.recordsWritten == 0)
    }

    @Test("succeeds where there is no record, and publishes one part", arguments: OutputFormat.allCases)
    func empty(format: OutputFormat) async throws {
        let trial = try await IngestionTrial(Array("[]".utf8), schema: .items) { $0.format = format }
        #expect(trial.error == nil && trial.isPublished)
        #expect(trial.parts.count == 1)
    }

    @Test("fails without an output, too", arguments: ["[1,\"a\"]", "1 2", "[[1]]", "{}"])
    func validation(text: String) async throws {
        let trial = try await IngestionTrial(Array(text.utf8), schema: .items, quarantine: true, output: .none)
        #expect(trial.error?.kind == .data)
        #expect(trial.error?.summary.hasSuffix("invalid") == true)
    }

    @Test(
        "shows where records may be, however the input is cut",
        arguments: [
            (wrapped(1_204), "/Records (1,204 objects seen)"),
            (wrapped(1, before: "{\"x\":[1,2],"), "/Records (1 object seen)"),
            (
                wrapped(3, before: #"{"a":[{}],"b":{"c":[{},{}]},"d":[{},{},{},{}],"#),
                "/d (4 objects seen), /Records (3 objects seen), /b/c (2 objects seen)"
            ),
            ("[" + wrapped(2) + "," + wrapped(5) + "]", "/0/Records (2 objects seen)"),
            ("[[{},{}],[{}]]", "/0 (2 objects seen)"),
            (#"{"x":[[{},{}]]}"#, "/x/0 (2 objects seen)"),
            (
                #"{"x":[1,[[]],[2,[{}],{},{"y":[{},{},{}]}]],"y":[[{}]]}"#,
                "/x/2 (2 objects seen), /x/2/1 (1 object seen), /y/0 (1 object seen)"
            ),
            (#"{"x":[{},{}],"y":[{}],"x":[{}],"\u0078":[{"k":[{}]}]}"#, "/x (4 objects seen), /y (1 object seen)"),
            (
                #"{"m":{"k1":{"v":1,"t":[{},{},{}]},"k2":{"v":2,"t":[]}},"n":[{}]}"#,
                "/m (2 objects seen, as members), /n (1 object seen)"
            ),
            (#"{"k1":{"v":1},"k2":{"v":2},"k3":{"v":3}}"#, "the top level (3 objects seen, as members)"),
            (#"{"k1":{"v":1},"k2":{"w":[{}]},"k3":{}}"#, "/k2/w (1 object seen)"),
            (wrapped(2, key: #"a\u002Fb~\u001b"#), #"/a~1b~0\u{1B} (2 objects seen)"#),
        ]
    )
    func places(text: String, clause: String) async throws {
        for chunkSize in [1, 100, 1 << 20] {
            for quarantine in [false, true] {
                let trial = try await IngestionTrial(Array(text.utf8), schema: .items, quarantine: quarantine) {
                    $0.chunkSize = chunkSize
                }
                let error = try #require(trial.error)
                #expect(error.kind == .data)
                // The remedy names the first of the places.
                let pointer = clause.hasPrefix("the top level") ? "" : String(clause.prefix { $0 != " " })
                let areMembers = clause.prefix { $0 != ")" }.hasSuffix("as members")
                // One that is shown with an escape cannot be typed like that.
                let remedy = IngestionError.Remedy.locateRecords(pointer: pointer, areMembers: areMembers)
                #expect(error.remedy == (pointer.contains("\\") ? nil : remedy))
                #expect(error.summary.hasSuffix("; nothing was published; records may be under \(clause)"))
                #expect(trial.files.isEmpty)
            }
        }
    }

    @Test("shows that of a record that is too large, which no schema is needed for")
    func oversized() async throws {
        for chunkSize in [64, 1 << 20] {
            for quarantine in [false, true] {
                let trial = try await IngestionTrial(Array(Self.wrapped(50).utf8), quarantine: quarantine) {
                    $0.chunkSize = chunkSize
                    $0.maximumRecordSize = 500
                }
                let summary = try #require(trial.error?.summary)
                #expect(summary.contains("; records may be under /Records ("), "\(summary)")
            }
        }
    }

    @Test("of records with a fault does not take their inner arrays for records")
    func faultyRecords() async throws {
        let record = #"{"id":"x","name":"a","category":"A","value":1,"quantity":1,"tags":[{"t":1},{"t":2}]}"#
        for quarantine in [false, true] {
            let trial = try await IngestionTrial(Array(record.utf8), schema: .items, quarantine: quarantine)
            #expect(trial.error?.summary.contains("may be") == false)
        }
    }

    @Test("is another thing than one that fails after some have passed")
    func somePassed() async throws {
        let good = #"{"id":1,"name":"a","category":"A","value":1,"quantity":1}"#
        let text = [Self.wrapped(2), good, Self.wrapped(2), Self.wrapped(3)].joined(separator: "\n")
        let trial = try await IngestionTrial(Array(text.utf8), schema: .items) {
            $0.errorPolicy = .quarantine(limit: .count(1))
        }
        #expect(trial.error?.summary == "more than 1 invalid records; nothing was published")
        #expect(trial.error?.report.recordsAccepted == 1 && trial.error?.report.recordsWritten == 0)
    }
}
