import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Named pipes: bytes that come once.
@Suite("Reading from a pipe")
struct PipeInputTests {
    /// One of each shape: a read from a pipe is slow in a debug build.
    private static let fixtures = PipelineFixtures.all.filter {
        ["pretty array", "lines", "array behind a byte order mark", "texts, concatenated", "empty array"].contains(
            $0.name
        )
    }

    @Test("gives what a file gives", arguments: fixtures)
    func sameAsFile(fixture: PipelineFixture) async throws {
        for prefix in ["", "\n  \r\n"] where prefix.isEmpty || fixture.bytes.first != 0xEF {
            let bytes = Array(prefix.utf8) + fixture.bytes
            let directory = try TemporaryDirectory()
            let pipe = directory.path("pipe")
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            let writer = Thread { FileManager.default.writePipe(bytes, to: pipe) }
            writer.start()
            var options = IngestionOptions()
            options.jobs = 2
            options.chunkSize = 64
            let run = Ingestion(input: .file(pipe), output: .directory(directory.path("out")), options: options)
            let report = try await run.run()
            #expect(report.bytesRead == bytes.count)
            #expect(report.recordsWritten == fixture.records.count)
            let parts = try directory.files(below: "out").filter { PartName.isPart($0.key) }
            #expect(!parts.isEmpty)
            #expect(Array(parts.values.joined()) == Array(fixture.output.utf8))
        }
    }

    @Test("ends at once when the task is cancelled, though nobody writes")
    func cancellation() async throws {
        let directory = try TemporaryDirectory()
        let pipe = directory.path("pipe")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        // Open for reading and writing: the run's own open does not wait, and the input never ends.
        let holder = try #require(FileHandle(forUpdatingAtPath: pipe))
        try holder.write(contentsOf: Data("[{\"a\":1}".utf8))
        let run = Ingestion(input: .file(pipe), output: .directory(directory.path("out")))
        let task = Task { try await run.run() }
        try await Task.sleep(for: .milliseconds(30))
        task.cancel()
        let error = await #expect(throws: IngestionError.self) { try await task.value }
        #expect(error?.kind == .interrupted)
        try holder.close()
        #expect(try directory.files(below: "out") == [:])
    }
}

extension FileManager {
    /// Writes everything in small pieces, and closes the pipe.
    fileprivate func writePipe(_ bytes: [UInt8], to path: String) {
        guard let handle = FileHandle(forWritingAtPath: path) else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            try? handle.write(contentsOf: Data(rest.prefix(1_000)))
            rest = rest.dropFirst(1_000)
        }
        try? handle.close()
    }
}
