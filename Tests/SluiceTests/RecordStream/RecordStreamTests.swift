import TestSupport
import Testing

@testable import Sluice

@Suite("A stream of records")
struct RecordStreamTests {
    @Test("gives the records that a run writes, in order", arguments: PipelineFixtures.all)
    func sameAsRun(fixture: PipelineFixture) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(fixture.bytes, to: "input.json")
        for chunkSize in [1, 7, 64, 1 << 20] {
            var stream = RecordStream(contentsOf: path)
            stream.chunkSize = chunkSize
            var texts: [String] = []
            var offsets: [Int] = []
            for try await record in stream {
                texts.append(record.compactText)
                offsets.append(record.offset)
            }
            #expect(texts == fixture.records, "chunks of \(chunkSize)")
            #expect(offsets == offsets.sorted() && offsets.allSatisfy { fixture.bytes[$0] == UInt8(ascii: "{") })
        }
    }

    @Test("starts over with each iterator, and iterators do not affect one another")
    func iterators() async throws {
        let directory = try TemporaryDirectory()
        let text = PipelineFixtures.lines((0..<50).map { "{\"id\":\($0)}" })
        let stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson"))
        var first = stream.makeAsyncIterator()
        for id in 0..<20 { #expect(try await first.next()?.integer("id") == id) }
        var second = stream.makeAsyncIterator()
        for id in 0..<50 {
            #expect(try await second.next()?.integer("id") == id)
            if id < 30 { #expect(try await first.next()?.integer("id") == 20 + id) }
        }
        #expect(try await first.next() == nil)
        #expect(try await second.next() == nil)
        #expect(try await second.next() == nil, "the end is final")
    }

    @Test("a record that is kept outlives the stream")
    func keptRecords() async throws {
        var kept: [Record] = []
        do {
            let directory = try TemporaryDirectory()
            let text = PipelineFixtures.pretty((0..<100).map { "{\"id\":\($0)}" })
            var stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.json"))
            stream.chunkSize = 100
            for try await record in stream { kept.append(record) }
        }
        #expect(try kept.map { try $0.integer("id") } == Array(0..<100))
    }

    @Test("records that are kept are not overwritten by later ones")
    func keptAmongOthers() async throws {
        let directory = try TemporaryDirectory()
        let text = PipelineFixtures.lines((0..<20_000).map { "{\"id\":\($0),\"name\":\"Item \($0)\"}" })
        var stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson"))
        stream.chunkSize = 2_000
        var kept: [Record] = []
        var count = 0
        for try await record in stream {
            #expect(try record.integer("id") == count)
            if count % 997 == 0 { kept.append(record) }
            count += 1
        }
        #expect(count == 20_000)
        for (index, record) in kept.enumerated() {
            #expect(try record.integer("id") == index * 997)
            #expect(try record.string("name") == "Item \(index * 997)")
        }
    }

    @Test("a field is found by its bytes, escapes in its key resolved, among others of the same length")
    func fieldsByName() async throws {
        let directory = try TemporaryDirectory()
        let text = #"{"aa":1,"ab":2,"\u0061c":3,"é":4,"e\u0301":5}"#
        let stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.json"))
        for try await record in stream {
            let names = ["aa", "ab", "ac", "\u{E9}", "e\u{301}"]
            let values = try names.map { try record.integer($0) }
            #expect(values == [1, 2, 3, 4, 5])
            #expect(record.value(#"\u0061c"#) == nil, "a key with escapes is not a name")
            #expect(record.value("ad") == nil && record.value("") == nil && record.value("a") == nil)
            #expect(throws: RecordValueError.self) { try record.integer("ad") }
        }
    }

    @Test("is over at once for an input without records, and names one that cannot be read")
    func noRecords() async throws {
        let directory = try TemporaryDirectory()
        var iterator = RecordStream(contentsOf: try directory.write(Array("[]".utf8), to: "empty.json"))
            .makeAsyncIterator()
        #expect(try await iterator.next() == nil)
        for path in [directory.path("nothing.json"), directory.path("")] {
            var iterator = RecordStream(contentsOf: path).makeAsyncIterator()
            let error = await #expect(throws: RecordStreamError.self) { try await iterator.next() }
            #expect(error?.diagnostic == nil)
            #expect(try await iterator.next() == nil, "an error is reported once")
        }
    }
}
