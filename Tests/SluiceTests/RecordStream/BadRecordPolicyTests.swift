import TestSupport
import Testing

@testable import Sluice

@Suite("Bad records in a stream")
struct BadRecordPolicyTests {
    private static let text = """
        {"id":0}
        {"id":1}
        {"id":2,}
        {"id":3,"id":4}
        {"id":5}
        17
        {"id":6,"é":"x","é":"y"}
        {"id":7}

        """

    @Test("end it after the good ones before them", arguments: [1, 20, 1 << 20])
    func fail(chunkSize: Int) async throws {
        var ids: [Int] = []
        let error = await #expect(throws: RecordStreamError.self) {
            for try await record in try Self.stream(Array(Self.text.utf8), .fail, chunkSize: chunkSize) {
                ids.append(try record.integer("id"))
            }
        }
        #expect(ids == [0, 1])
        let diagnostic = try #require(error?.diagnostic)
        #expect(diagnostic.code == .syntax)
        #expect(diagnostic.position == RecordPosition(record: 2, line: 3, column: 9, offset: 26))
    }

    @Test("are reported and skipped", arguments: [1, 20, 1 << 20])
    func report(chunkSize: Int) async throws {
        let reports = Reports()
        var ids: [Int] = []
        for try await record in try Self.stream(Array(Self.text.utf8), reports.policy, chunkSize: chunkSize) {
            ids.append(try record.integer("id"))
        }
        #expect(ids == [0, 1, 5, 7])
        #expect(reports.diagnostics.map(\.code) == [.syntax, .duplicateKey, .notAnObject, .duplicateKey])
        #expect(reports.diagnostics.map(\.position.record) == [2, 3, 5, 6])
        #expect(reports.diagnostics.map(\.position.line) == [3, 4, 6, 7])
        #expect(reports.diagnostics.map(\.position.column) == [9, 9, 1, 17])
    }

    @Test("of any kind cost only themselves", arguments: BadRecord.unchecked)
    func everyKind(kind: BadRecord) async throws {
        for layout in ItemLayout.allCases {
            let records = (0..<9).map { $0 == 4 ? kind.bytes(4, layout) : Array(layout.record($0).utf8) }
            let bytes = layout.document(records)
            for chunkSize in [1, 64, 1 << 20] {
                let reports = Reports()
                var ids: [Int] = []
                for try await record in try Self.stream(bytes, reports.policy, chunkSize: chunkSize) {
                    ids.append(try record.integer("id"))
                }
                #expect(ids == [0, 1, 2, 3, 5, 6, 7, 8], "\(layout), chunks of \(chunkSize)")
                #expect(reports.diagnostics.first?.code.rawValue == kind.code)
                #expect(reports.diagnostics.allSatisfy { $0.position.record == 4 })
            }
        }
    }

    @Test("and faults between records are reported, and cost no record")
    func separators() async throws {
        for chunkSize in [1, 1 << 20] {
            let reports = Reports()
            var ids: [Int] = []
            let text = Array("[{\"id\":0}\0, {\"id\":1} {\"id\":2},{\"id\":}]".utf8)
            for try await record in try Self.stream(text, reports.policy, chunkSize: chunkSize) {
                ids.append(try record.integer("id"))
            }
            #expect(ids == [0, 1, 2])
            #expect(reports.diagnostics.map(\.code) == [.separator, .separator, .syntax])
            #expect(reports.diagnostics.map(\.position.record) == [nil, nil, 3])
        }
    }

    @Test("after which no record can be found end it under any policy")
    func broken() async throws {
        for chunkSize in [1, 1 << 20] {
            for text in ["[{\"id\":0},{\"id\":", "[{\"id\":0}", "{\"id\":0}\n{\"id\""] {
                let reports = Reports()
                var ids: [Int] = []
                let error = await #expect(throws: RecordStreamError.self) {
                    for try await record in try Self.stream(Array(text.utf8), reports.policy, chunkSize: chunkSize) {
                        ids.append(try record.integer("id"))
                    }
                }
                #expect(ids == [0])
                #expect(reports.diagnostics.count == 1)
                #expect(error?.diagnostic?.position == reports.diagnostics.first?.position)
            }
        }
    }

    private static func stream(
        _ bytes: [UInt8],
        _ policy: RecordStream.BadRecordPolicy,
        chunkSize: Int
    ) throws -> KeptStream {
        let directory = try TemporaryDirectory()
        var stream = RecordStream(contentsOf: try directory.write(bytes, to: "input.json"), badRecords: policy)
        stream.chunkSize = chunkSize
        stream.maximumRecordSize = BadRecord.maximumRecordSize
        return KeptStream(stream: stream, directory: directory)
    }
}

/// A stream, and the directory of its input.
private struct KeptStream: AsyncSequence {
    typealias Element = Record

    let stream: RecordStream
    let directory: TemporaryDirectory

    func makeAsyncIterator() -> Iterator { Iterator(records: stream.makeAsyncIterator(), directory: directory) }

    struct Iterator: AsyncIteratorProtocol {
        var records: RecordStream.Iterator
        let directory: TemporaryDirectory

        mutating func next() async throws -> Record? { try await records.next() }
    }
}

/// What a stream has reported.
private final class Reports: Sendable {
    private let state = Locked<[Diagnostic]>([])

    var diagnostics: [Diagnostic] { state.withLock { $0 } }

    var policy: RecordStream.BadRecordPolicy { .report { diagnostic in self.state.withLock { $0.append(diagnostic) } } }
}
