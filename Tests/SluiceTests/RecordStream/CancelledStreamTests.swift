import Foundation
import TestSupport
import Testing

@testable import Sluice

/// A loop that is cancelled throws; it never ends as if the input had ended, and leaves no thread behind.
@Suite("A cancelled loop over records")
struct CancelledStreamTests {
    private static let count = 20_000

    @Test("throws before the first record, if its task was cancelled before it began")
    func beforeTheFirst() async throws {
        let directory = try TemporaryDirectory()
        let stream = try Self.stream(in: directory)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await Self.count(stream)
        }
        task.cancel()
        #expect(await Self.throwsCancelled { try await task.value })
    }

    @Test("throws between two batches, cancelled from another task", arguments: [1_000, 1 << 20])
    func betweenBatches(chunkSize: Int) async throws {
        let directory = try TemporaryDirectory()
        let stream = try Self.stream(in: directory, chunkSize: chunkSize)
        let seen = Locked(0)
        let (signal, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for try await _ in stream {
                seen.withLock { $0 += 1 }
                guard seen.withLock({ $0 }) == 100 else { continue }
                continuation.yield()
                while !Task.isCancelled { await Task.yield() }
            }
        }
        for await _ in signal { break }
        task.cancel()
        #expect(await Self.throwsCancelled { try await task.value })
        #expect((100..<Self.count).contains(seen.withLock { $0 }))
    }

    @Test("throws where it is cancelled in the last batch, too")
    func inTheLastBatch() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Array("[{\"id\":1},{\"id\":2}]".utf8), to: "input.json")
        let task = Task {
            for try await record in RecordStream(contentsOf: path) where try record.integer("id") == 2 {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            }
        }
        #expect(await Self.throwsCancelled { try await task.value })
    }

    @Test("throws while it waits for a pipe", arguments: ["no writer", "no data", "half a record"])
    func pipe(content: String) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("pipe")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        // Open for both, so that opening it does not wait.
        let holder = content == "no writer" ? nil : FileHandle(forUpdatingAtPath: path)
        if content == "half a record" { try holder?.write(contentsOf: Data("[{\"id\":1},{\"id".utf8)) }
        weak var worker: RecordBatchWorker?
        do {
            let iterator = RecordStream(contentsOf: path).makeAsyncIterator()
            worker = iterator.reader.worker
            let task = Task {
                var iterator = iterator
                while try await iterator.next() != nil {}
            }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            #expect(await Self.throwsCancelled { try await task.value })
        }
        // The thread that reads has ended.
        for _ in 0..<500 where worker != nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(worker == nil)
        try holder?.close()
    }

    @Test("throws again if it goes on, in a task that is not cancelled, too")
    func afterwards() async throws {
        let directory = try TemporaryDirectory()
        let iterator = try Self.stream(in: directory).makeAsyncIterator()
        let task = Task {
            var iterator = iterator
            while !Task.isCancelled { await Task.yield() }
            #expect(await Self.throwsCancelled { _ = try await iterator.next() })
            return iterator
        }
        task.cancel()
        var rest = await task.value
        #expect(await Self.throwsCancelled { _ = try await rest.next() })
    }

    @Test("has ended where its input has, if it is cancelled after that")
    func afterTheEnd() async throws {
        let directory = try TemporaryDirectory()
        let stream = try Self.stream(in: directory)
        let task = Task {
            var iterator = stream.makeAsyncIterator()
            while try await iterator.next() != nil {}
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await iterator.next() == nil
        }
        #expect(try await task.value)
    }

    @Test("throws through the sequences of the standard library")
    func adapted() async throws {
        let directory = try TemporaryDirectory()
        let stream = try Self.stream(in: directory)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await stream.map(\.offset).filter { $0 >= 0 }.reduce(0) { sum, _ in sum + 1 }
        }
        task.cancel()
        #expect(await Self.throwsCancelled { try await task.value })
    }

    private static func throwsCancelled(_ body: () async throws -> some Any) async -> Bool {
        do {
            _ = try await body()
            return false
        } catch {
            return (error as? RecordStreamError)?.kind == .cancelled
        }
    }

    private static func count(_ stream: RecordStream) async throws -> Int {
        var count = 0
        for try await _ in stream { count += 1 }
        return count
    }

    private static func stream(in directory: TemporaryDirectory, chunkSize: Int = 1_000) throws -> RecordStream {
        let text = PipelineFixtures.lines((0..<count).map { "{\"id\":\($0)}" })
        var stream = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson"))
        stream.chunkSize = chunkSize
        return stream
    }
}
