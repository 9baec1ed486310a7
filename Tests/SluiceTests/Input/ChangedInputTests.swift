import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sluice

@Suite("Inputs that change while they are being read")
struct ChangedInputTests {
    /// When the change is made.
    enum Moment: CaseIterable {
        /// Before the first chunk is read.
        case start
        /// Between two chunks.
        case middle
        /// After all chunks have been recorded in the account.
        case end
    }

    private static let document = ItemLayout.pretty.document(
        (0..<4_000).map { Array(ItemLayout.pretty.record($0).utf8) }
    )

    private static func run(
        _ change: InputChange,
        _ moment: Moment,
        _ ingestion: (inout IngestionOptions) -> Void,
        in directory: TemporaryDirectory,
        output: OutputDestination
    ) async throws -> IngestionError? {
        MappedInputRescue.install()
        let path = try directory.write(document, to: "input.json")
        var options = IngestionOptions()
        options.chunkSize = 50_000
        ingestion(&options)
        let isMade = Mutex(false)
        do throws(IngestionError) {
            _ = try await Ingestion(input: .file(path), output: output, schema: .items, options: options).run { event in
                let isDue =
                    switch event {
                    case .started: moment == .start
                    case .progressed(let progress): moment.isDue(progress)
                    default: false
                    }
                guard isDue, !isMade.withLock({ $0 }) else { return }
                isMade.withLock { $0 = true }
                change.make(to: path, size: document.count)
            }
            return nil
        } catch {
            #expect(isMade.withLock { $0 })
            return error
        }
    }

    @Test("end the run, with nothing published", arguments: InputChange.allCases, Moment.allCases)
    func ingestion(_ change: InputChange, _ moment: Moment) async throws {
        for format in [OutputFormat.ndjson, .csv, .parquet] {
            let directory = try TemporaryDirectory()
            let output = OutputDestination.directory(directory.path("out"))
            let error = try await Self.run(change, moment, { $0.format = format }, in: directory, output: output)
            #expect(error?.kind == .input && error?.isTransient == false)
            #expect(error?.message.contains("input.json changed while it was being read: ") == true)
            #expect(error?.message.contains(change.clause) == true, "\(error?.message ?? "")")
            #expect(error?.report.isResumable == false)
            #expect(try directory.files(below: "out") == [:])
            #expect(try directory.workspace.keys.sorted() == TemporaryDirectory.failedWorkspace)
        }
    }

    @Test("end a run that only validates", arguments: InputChange.allCases, Moment.allCases)
    func validation(_ change: InputChange, _ moment: Moment) async throws {
        let error = try await Self.run(change, moment, { _ in }, in: try TemporaryDirectory(), output: .none)
        #expect(error?.kind == .input && error?.message.contains(change.clause) == true)
    }

    @Test("leave an earlier set as it is", arguments: InputChange.allCases)
    func replacing(_ change: InputChange) async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Array(#"{"old":1}"#.utf8), in: directory)
        let error = try await Self.run(
            change,
            .middle,
            { $0.existingOutput = .replace },
            in: directory,
            output: .directory(directory.path("out"))
        )
        #expect(error?.kind == .input)
        #expect(try directory.files(below: "out").filter { $0.key != PartName.status } == first.files)
    }

    @Test("end a stream of records by throwing", arguments: InputChange.allCases)
    func stream(_ change: InputChange) async throws {
        MappedInputRescue.install()
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write(Self.document, to: "input.json")
        var stream = RecordStream(contentsOf: path)
        stream.chunkSize = 50_000
        var count = 0
        do throws(RecordStreamError) {
            for try await _ in stream {
                count += 1
                if count == 10 { change.make(to: path, size: Self.document.count) }
            }
            Issue.record("it ended after \(count) records")
        } catch {
            #expect(error.message.contains(change.clause), "\(error)")
            #expect(count < 1_000)
        }
    }

    @Test("end a stream even if everything has been read ahead", arguments: InputChange.allCases)
    func wholeStream(_ change: InputChange) async throws {
        MappedInputRescue.install()
        let bytes = Array(#"[{"id":1},{"id":2},{"id":3}]"#.utf8)
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write(bytes, to: "input.json")
        await #expect(throws: RecordStreamError.self) {
            var count = 0
            for try await _ in RecordStream(contentsOf: path) {
                count += 1
                guard count == 1 else { continue }
                // By now the reader has found the end of the file unchanged.
                try await Task.sleep(for: .milliseconds(20))
                change.make(to: path, size: bytes.count)
            }
        }
    }

    @Test("end a sequential reading at the batch in which they are found", arguments: InputChange.allCases)
    func sequence(_ change: InputChange) throws {
        MappedInputRescue.install()
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write(Self.document, to: "input.json")
        var stream = RecordStream(contentsOf: path)
        stream.chunkSize = 50_000
        var reading = try SequentialReading(stream, cancellation: Cancellation())
        let storage = RecordBatchStorage()
        #expect(try reading.readBatch(into: storage) { _, _ in true })
        change.make(to: path, size: Self.document.count)
        do throws(InputError) {
            // A file that has lost pages looks like bad records, which must not be used.
            _ = try reading.readBatch(into: storage) { _, _ in true }
            Issue.record("nothing was found")
        } catch {
            #expect(error.message.contains(change.clause))
        }
    }
}

extension ChangedInputTests.Moment {
    fileprivate func isDue(_ progress: IngestionProgress) -> Bool {
        switch self {
        case .start: false
        case .middle: progress.bytes > 200_000
        case .end: progress.bytes == progress.totalBytes
        }
    }
}
