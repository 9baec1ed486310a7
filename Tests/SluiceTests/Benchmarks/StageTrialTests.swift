import StageTrials
import TestSupport
import Testing

@testable import Sluice

@Suite("Readings of single stages")
struct StageTrialTests {
    @Test("a reading meets and encodes what a run does, each time", arguments: PipelineFixtures.all)
    func agreesWithARun(fixture: PipelineFixture) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(fixture.bytes, to: "input.json")
        let schema = try Schema(json: "{}", name: "anything")
        for extent in [StageTrial.Extent.verdicts, .output] {
            let trial = try StageTrial(path: path, schema: schema, upTo: extent)
            let outcome = try trial.run()
            #expect(outcome.records == fixture.records.count)
            #expect(outcome.rejected == 0)
            #expect(outcome.encodedBytes == (extent == .output ? fixture.output.utf8.count : 0))
            #expect(try trial.run() == outcome)
        }
    }

    @Test("tokens are read to the end, each time, and none is passed over", arguments: PipelineFixtures.all)
    func readsAllTokens(fixture: PipelineFixture) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(fixture.bytes, to: "input.json")
        let trial = try StageTrial(path: path, schema: .items, upTo: .tokens)
        #expect(try trial.run().bytesRead == fixture.bytes.count)
        #expect(try trial.run().bytesRead == fixture.bytes.count)
        // No byte of a JSON text may be this one, so it is found wherever it is.
        for place in Self.places(in: fixture.bytes) {
            var bytes = fixture.bytes
            bytes[place] = 0x01
            let trial = try StageTrial(path: directory.write(bytes, to: "broken.json"), schema: .items, upTo: .tokens)
            for _ in 0..<2 { #expect(throws: IngestionError.self, "byte \(place)") { try trial.run() } }
        }
    }

    /// About thirty places, the last one among them, behind what the head of the input is judged by.
    private static func places(in bytes: [UInt8]) -> [Int] {
        let first = (bytes.firstIndex { [UInt8(ascii: "{"), UInt8(ascii: "]")].contains($0) } ?? 0) + 1
        guard first < bytes.count else { return [] }
        return Array(stride(from: bytes.count - 1, through: first, by: -max(1, (bytes.count - first) / 30)))
    }

    @Test("an input of several chunks is read across their cuts")
    func crossesChunks() throws {
        var document = SyntheticRecords(count: 20_000, style: .pretty, invalidPercentage: 1)
        var bytes: [UInt8] = []
        #expect(document.fill(&bytes, upTo: .max))
        let directory = try TemporaryDirectory()
        let path = try directory.write(bytes, to: "input.json")
        let outcome = try StageTrial(path: path, schema: .items, upTo: .output).run()
        #expect(outcome.records == 20_000)
        #expect(outcome.rejected == 200)
        #expect(throws: IngestionError.self) {
            try StageTrial(path: path, schema: .items, upTo: .tokens).run()
        }
    }

    @Test("an input that breaks off is no JSON text")
    func refusesAnEndInsideAValue() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Array(#"[{"id":1}"#.utf8), to: "input.json")
        #expect(throws: IngestionError.self) {
            try StageTrial(path: path, schema: .items, upTo: .tokens).run()
        }
    }
}
