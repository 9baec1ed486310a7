import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("A run that writes to an open file")
struct StreamOutputTests {
    private static let input = Array(#"[{"a":1}, {"a": 2}, {"a":}, {"a":3}]"#.utf8)

    private let directory: TemporaryDirectory
    private let path: FilePath

    init() throws {
        directory = try TemporaryDirectory()
        path = FilePath(try directory.write(Self.input, to: "input.json"))
    }

    private func run(
        to output: OutputDestination,
        observers: [any RunObserver] = [],
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async -> Result<IngestionReport, IngestionError> {
        var options = IngestionOptions()
        options.retries.delay = .zero
        configure(&options)
        let ingestion = Ingestion(input: .file(path), output: output, schema: nil, options: options)
        do throws(IngestionError) {
            return .success(try await ingestion.run(observers: observers))
        } catch {
            return .failure(error)
        }
    }

    @Test("reports what is in the stream; the descriptor stays open, at the end of what was written")
    func report() async throws {
        let file = try #require(FileHandle(forWritingAtPath: directory.write("", to: "out")))
        let rejects = FilePath(directory.path("rejects"))
        try file.write(contentsOf: Data("first\n".utf8))
        let destination = OutputDestination.stream(descriptor: file.fileDescriptor, rejects: rejects)
        let report = try await run(to: destination) { $0.errorPolicy = .quarantine(limit: nil) }.get()
        try file.write(contentsOf: Data("last\n".utf8))
        let text = try String(contentsOfFile: directory.path("out"), encoding: .utf8)
        #expect(text == "first\n{\"a\":1}\n{\"a\":2}\n{\"a\":3}\nlast\n")
        #expect(report.recordsWritten == 3)
        #expect(report.recordsRejected == 1)
        #expect(report.output == "/dev/fd/\(file.fileDescriptor)")
        #expect(report.parts.isEmpty)
        #expect(report.replacedAtomically == nil)
        #expect(try String(contentsOfFile: directory.path("rejects"), encoding: .utf8).contains(#""record":2"#))
        #expect(try directory.entries() == ["input.json", "out", "rejects"])
    }

    @Test(
        "a failed one has written all the records before the failure, whatever the chunks",
        arguments: [1, 7, 1 << 20]
    )
    func failure(chunkSize: Int) async throws {
        let file = try #require(FileHandle(forWritingAtPath: directory.write("", to: "out")))
        let result = await run(to: .stream(descriptor: file.fileDescriptor)) { $0.chunkSize = chunkSize }
        guard case .failure(let error) = result else { throw Unexpected() }
        #expect(error.kind == .data)
        #expect(error.message.hasSuffix("; the output is incomplete"))
        #expect(error.report.recordsWritten == 2)
        #expect(try String(contentsOfFile: directory.path("out"), encoding: .utf8) == "{\"a\":1}\n{\"a\":2}\n")
    }

    @Test("is retried as long as nothing has been written")
    func retries() async throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let counter = RetryCounter()
        let result = await run(to: .stream(descriptor: full.fileDescriptor), observers: [counter]) { options in
            options.retries.retries = 2
            options.recordLimit = 2
        }
        guard case .failure(let error) = result else { throw Unexpected() }
        #expect(error.message == "cannot write to the output: No space left on device")
        #expect(counter.count.withLock { $0 } == 2)
    }

    @Test("a reader that is gone is an error of its own")
    func readerGone() async throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let result = await run(to: .stream(descriptor: pipe.fileHandleForWriting.fileDescriptor))
        guard case .failure(let error) = result else { throw Unexpected() }
        #expect(error.kind == .data || error.isReaderGone)
        let limited = await run(to: .stream(descriptor: pipe.fileHandleForWriting.fileDescriptor)) {
            $0.recordLimit = 2
        }
        guard case .failure(let error) = limited else { throw Unexpected() }
        #expect(error.isReaderGone && error.kind == .output && !error.isTransient)
    }

    @Test("options that need a directory are refused")
    func refusals() async throws {
        let changes: [(inout IngestionOptions) -> Void] = [
            { $0.format = .parquet }, { $0.existingOutput = .replace }, { $0.existingOutput = .resume },
            { $0.errorPolicy = .quarantine(limit: nil) },
        ]
        for change in changes {
            let result = await run(to: .stream(descriptor: 1), change)
            guard case .failure(let error) = result else { throw Unexpected() }
            #expect(error.kind == .usage)
        }
    }
}

private final class RetryCounter: RunObserver {
    let count = Locked(0)

    func runWillRetry(_ retry: IngestionRetry) async { count.withLock { $0 += 1 } }
}

/// A run has not failed.
private struct Unexpected: Error {}
