import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("Reading ahead")
struct ReadingAheadTests {
    /// Enough records for many batches.
    private static let count = 9_000

    @Test("reuses the same few batches", arguments: [500, 1 << 20])
    func recycling(chunkSize: Int) async throws {
        let directory = try TemporaryDirectory()
        let iterator = try Self.stream(in: directory, chunkSize: chunkSize).makeAsyncIterator()
        var records = iterator
        var count = 0
        while let record = try await records.next() {
            #expect(try record.integer("id") == count)
            count += 1
        }
        #expect(count == Self.count)
        // One is being read, one or two are ready, one is with the consumer; `iterator` holds none.
        let storages = await iterator.reader.storageCount
        #expect(storages <= 4)
    }

    @Test("does not change records that are kept")
    func keptRecords() async throws {
        let directory = try TemporaryDirectory()
        var kept: [Record] = []
        for try await record in try Self.stream(in: directory, chunkSize: 2_000)
        where try record.integer("id") % 100 == 0 {
            kept.append(record)
        }
        #expect(try kept.map { try $0.integer("id") } == Array(stride(from: 0, to: Self.count, by: 100)))
        #expect(try kept.map { try $0.string("name") } == kept.map { "Item \(try $0.integer("id"))" })
    }

    @Test("is limited to a few batches")
    func bounded() async throws {
        let directory = try TemporaryDirectory()
        let pipe = directory.path("pipe")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let holder = try #require(FileHandle(forUpdatingAtPath: pipe))
        // A pipe holds 64 KiB: writing more waits until it has been read.
        let written = Locked(0)
        let writer = Thread {
            let line = Data((String(repeating: " ", count: 4_084) + "{\"id\":1234}\n").utf8)
            for _ in 0..<2_000 {
                guard (try? holder.write(contentsOf: line)) != nil else { return }
                written.withLock { $0 += 1 }
            }
            try? holder.close()
        }
        writer.start()
        var stream = RecordStream(contentsOf: pipe)
        stream.chunkSize = 4_096
        var iterator = stream.makeAsyncIterator()
        #expect(try await iterator.next()?.integer("id") == 1_234)
        var before = -1
        while written.withLock({ $0 }) != before {
            before = written.withLock { $0 }
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(before < 1_000, "more than a few batches of at most 64 records")
        var count = 1
        while try await iterator.next() != nil { count += 1 }
        #expect(count == 2_000)
    }

    @Test("reports a bad record only when its batch is taken, and throws after the last good one")
    func order() async throws {
        let directory = try TemporaryDirectory()
        let lines = (0..<Self.count).map { $0 % 1_000 == 999 ? "{\"id\":}" : "{\"id\":\($0)}" }
        let text = PipelineFixtures.lines(lines)
        let told = Locked<[Int]>([])
        var stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson"))
        stream.badRecords = .report { diagnostic in told.withLock { $0.append(diagnostic.position.record ?? -1) } }
        stream.chunkSize = 2_000
        var last = -1
        for try await record in stream {
            let id = try record.integer("id")
            #expect(id > last)
            last = id
            // A chunk has fewer than 200 records.
            let furthest = told.withLock { $0.last ?? 0 }
            #expect(furthest < id + 200, "told of \(furthest) at \(id)")
        }
        #expect(told.withLock { $0 } == Array(stride(from: 999, to: Self.count, by: 1_000)))
        stream.badRecords = .fail
        var count = 0
        let error = await #expect(throws: RecordStreamError.self) { for try await _ in stream { count += 1 } }
        #expect(count == 999)
        #expect(error?.diagnostic?.position.record == 999)
    }

    @Test("ends when the consumer is released")
    func abandonment() async throws {
        let directory = try TemporaryDirectory()
        let (pipe, holder) = try Self.pipe(in: directory)
        // A chunk with its lookahead, and the beginning of the next one: all of it is read, and then the reader waits.
        let chunkSize = 1 << 20
        let line = Data((String(repeating: " ", count: 4_087) + "{\"id\":1}\n").utf8)
        let writer = Thread {
            for _ in 0..<(chunkSize + (128 << 10)) / line.count { try? holder.write(contentsOf: line) }
        }
        writer.start()
        weak var worker: RecordBatchWorker?
        do {
            var stream = RecordStream(contentsOf: pipe)
            stream.chunkSize = chunkSize
            var iterator = stream.makeAsyncIterator()
            worker = iterator.reader.worker
            #expect(try await iterator.next()?.integer("id") == 1)
        }
        // The reader is waiting for more, and learns that it need not.
        for _ in 0..<200 where worker != nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(worker == nil)
        try holder.close()
    }

    @Test("hands out records on the caller's actor")
    @MainActor
    func isolation() async throws {
        let directory = try TemporaryDirectory()
        var count = 0
        for try await _ in try Self.stream(in: directory, chunkSize: 10_000) {
            MainActor.preconditionIsolated()
            count += 1
        }
        #expect(count == Self.count)
    }

    private static func stream(in directory: TemporaryDirectory, chunkSize: Int) throws -> RecordStream {
        let text = PipelineFixtures.lines((0..<count).map { "{\"id\":\($0),\"name\":\"Item \($0)\"}" })
        var stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson"))
        stream.chunkSize = chunkSize
        return stream
    }

    /// A named pipe, kept open for writing: opening it for reading does not wait, and the input never ends.
    private static func pipe(in directory: TemporaryDirectory) throws -> (path: String, holder: FileHandle) {
        let path = directory.path("pipe")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        return (path, try #require(FileHandle(forUpdatingAtPath: path)))
    }
}
