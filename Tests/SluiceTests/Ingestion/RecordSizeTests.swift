import TestSupport
import Testing

@testable import Sluice

@Suite("The largest record")
struct RecordSizeTests {
    /// A record of a given size in bytes.
    private static func record(_ size: Int) -> String {
        #"{"a":""# + String(repeating: "x", count: size - 8) + #""}"#
    }

    @Test("may be as large as the limit, and not one byte larger", arguments: ItemLayout.allCases)
    func limit(layout: ItemLayout) async throws {
        let records = [20, 19, 21, 20, 40, 20].map { Self.record($0) }
        let input = layout.document(records.map { Array($0.utf8) })
        for chunkSize in [1, 20, 21, 64, 1 << 20] {
            let trial = try await IngestionTrial(input, quarantine: true) { options in
                options.maximumRecordSize = 20
                options.chunkSize = chunkSize
            }
            #expect(trial.text == [0, 1, 3, 5].map { records[$0] + "\n" }.joined(), "chunks of \(chunkSize)")
            let rejects = try trial.rejects
            #expect(rejects.map(\.record) == [2, 4])
            #expect(rejects.allSatisfy { $0.errors.map(\.code) == ["record-size"] })
            #expect(rejects.map(\.raw) == [records[2], records[4]])
        }
    }

    @Test("does not count the white space behind it", arguments: ["\r\n", "   \n", "\t\r\n\n"])
    func whiteSpace(space: String) async throws {
        let records = [20, 21, 20].map { Self.record($0) }
        let lines = records.map { $0 + space }.joined()
        let array = "[" + records.map { $0 + space }.joined(separator: ",") + "]"
        for (text, chunkSize) in [(lines, 1), (lines, 1 << 20), (array, 1), (array, 1 << 20)] {
            let trial = try await IngestionTrial(Array(text.utf8), quarantine: true) { options in
                options.maximumRecordSize = 20
                options.chunkSize = chunkSize
            }
            #expect(trial.text == records[0] + "\n" + records[2] + "\n", "\(text.debugDescription) at \(chunkSize)")
            let raw = try trial.rejects.map(\.raw)
            #expect(raw == [records[1]], "\(text.debugDescription) at \(chunkSize)")
        }
    }

    @Test("much white space between a record and what ends it is no part of it")
    func farSeparators() async throws {
        let space = String(repeating: " \n", count: 50_000)
        let text =
            "[" + ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"].joined(separator: space + "," + space) + space + "]" + space
        for chunkSize in [1_000, 1 << 20] {
            let trial = try await IngestionTrial(Array(text.utf8)) { options in
                options.chunkSize = chunkSize
                options.maximumRecordSize = 10
            }
            #expect(trial.text == "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n")
        }
        let ends = [("{\"a\":2}]", "separator"), ("x]", "separator"), ("", "truncated"), ("]]", "separator")]
        for (end, code) in ends {
            let broken = Array("[{\"a\":1}\(space)\(end)".utf8)
            var outcomes: [IngestionTrial.Outcome] = []
            for chunkSize in [1_000, 1 << 20] {
                let trial = try await IngestionTrial(broken, quarantine: true) { $0.chunkSize = chunkSize }
                #expect(trial.text == "{\"a\":1}\n" + (end.hasPrefix("{") ? "{\"a\":2}\n" : ""))
                #expect(trial.diagnostics.map(\.code.rawValue) == [code])
                outcomes.append(trial.outcome)
            }
            #expect(outcomes[0].diagnostics == outcomes[1].diagnostics)
        }
    }

    @Test("a large bad record is shown by its first mebibyte")
    func truncatedReject() async throws {
        let bad = #"{"a":"# + "\"" + String(repeating: "x", count: 1_100_000) + "\"!}"
        let input = Array("[{\"a\":1},\(bad),{\"a\":2}]".utf8)
        for chunkSize in [300_000, 1 << 22] {
            let trial = try await IngestionTrial(input, quarantine: true) { $0.chunkSize = chunkSize }
            #expect(trial.text == "{\"a\":1}\n{\"a\":2}\n")
            let reject = try #require(try trial.rejects.first)
            #expect(reject.length == bad.utf8.count)
            #expect(reject.isTruncated == true)
            #expect(reject.raw == String(bad.prefix(1 << 20)))
        }
    }

    @Test("a record of many chunks is read as any other")
    func manyChunks() async throws {
        let long = #"{"a":["# + Array(repeating: #"{"a":1}"#, count: 20_000).joined(separator: ",") + "]}"
        let input = Array("[{\"a\":0},\(long),{\"a\":2}]".utf8)
        let trial = try await IngestionTrial(input) { $0.chunkSize = 1_000 }
        #expect(trial.text == "{\"a\":0}\n\(long)\n{\"a\":2}\n")
    }
}
