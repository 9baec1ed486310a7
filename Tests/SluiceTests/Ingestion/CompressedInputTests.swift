import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Runs over compressed inputs: they give what their text gives.
@Suite("Ingesting compressed inputs")
struct CompressedInputTests {
    private static let text = Array(
        (0..<500).map { #"{"id":\#($0),"name":"Item \#($0 * $0 % 97)"}"# + "\n" }.joined().utf8
    )

    private static func compress(_ text: [UInt8]) throws -> [[UInt8]] {
        let half = text.count / 2
        return try [
            CompressedFixture.gzip(text),
            CompressedFixture.gzip(Array(text[..<half])) + CompressedFixture.gzip(Array(text[half...])),
            CompressedFixture.zstd(text),
        ]
    }

    @Test("gives the files of the plain input", arguments: PipelineFixtures.all)
    func sameAsPlain(fixture: PipelineFixture) async throws {
        for stream in try Self.compress(fixture.bytes) {
            for (jobs, chunkSize) in [(1, 1), (2, 64), (2, 1 << 20)] {
                let trial = try await IngestionTrial(stream) { options in
                    options.jobs = jobs
                    options.chunkSize = chunkSize
                }
                #expect(trial.error == nil, "\(trial.error?.message ?? "")")
                #expect(trial.text == fixture.output)
                #expect(trial.report?.bytesRead == fixture.bytes.count)
                #expect(trial.report?.shape == fixture.shape)
            }
        }
    }

    @Test("ends with the place of the break, and publishes nothing, or only what comes before")
    func truncated() async throws {
        for stream in try Self.compress(Self.text) {
            for count in [5, 40, stream.count / 3, stream.count - 1] {
                let input = Array(stream[..<count])
                let failed = try await IngestionTrial(input)
                #expect(failed.error?.kind == .input)
                #expect(failed.error?.message.contains("is truncated at compressed offset \(count), after ") == true)
                #expect(failed.files.isEmpty)
                let kept = try await IngestionTrial(input, quarantine: true)
                #expect(!kept.isPublished)
                guard kept.error?.kind == .data else { continue }
                #expect(kept.error?.report.isIncomplete == true)
                #expect(String(decoding: Self.text, as: UTF8.self).hasPrefix(kept.text))
                #expect(try kept.manifest.complete == false)
            }
        }
    }

    @Test("One of several whose stream breaks off before any text is a break like others")
    func breakBeforeText() async throws {
        let directory = try TemporaryDirectory()
        let stream = try CompressedFixture.gzip(Self.text)
        try directory.write(Self.text, to: "a")
        try directory.write(Array(stream.prefix(5)), to: "b")
        try directory.write(try CompressedFixture.gzip(Array("  \n".utf8)).dropLast(8), to: "c")
        let inputs = ["b", "a", "c", "a"].map { InputSource.file(directory.path($0)) }
        let kept = try await IngestionTrial(of: inputs, quarantine: true, in: directory)
        #expect(kept.text == String(repeating: String(decoding: Self.text, as: UTF8.self), count: 2))
        #expect(kept.error?.kind == .data && kept.error?.report.isIncomplete == true && !kept.isPublished)
        let message = try #require(kept.error?.message)
        let place = "\(directory.path("b")): the gzip stream is truncated at compressed offset 5, after 0 bytes of text"
        #expect(message.hasPrefix(place), "\(message)")
        #expect(kept.warnings.isEmpty)
        #expect(kept.error?.report.inputs.map(\.recordsSeen) == [0, 500, 0, 500])
        let failed = try await IngestionTrial(of: inputs.reversed(), in: directory) { $0.existingOutput = .replace }
        #expect(
            failed.error?.kind == .input && failed.error?.message.contains("c: the gzip stream is truncated") == true
        )
        await #expect(throws: RecordStreamError.self) { for try await _ in RecordStream(inputs) {} }
        let alone = try await IngestionTrial(of: [inputs[0]], quarantine: true, in: directory)
        #expect(alone.error?.kind == .input)
    }

    @Test("never publishes a wrong record as complete, whichever byte is changed")
    func changedBytes() async throws {
        let text = Array(Self.text.prefix(400))
        let whole = Array(text[...(text.lastIndex(of: 10) ?? 0)])
        for stream in try [CompressedFixture.gzip(whole), CompressedFixture.zstd(whole)] {
            for index in 4..<stream.count {
                var changed = stream
                changed[index] ^= 1 << UInt8(index % 8)
                let failing = try await IngestionTrial(changed)
                let quarantined = try await IngestionTrial(changed, quarantine: true)
                for trial in [failing, quarantined] where trial.error == nil {
                    #expect(trial.text == String(decoding: whole, as: UTF8.self), "\(index)")
                }
                if let error = failing.error { #expect(error.kind == .input, "\(index): \(error.message)") }
                #expect((failing.error == nil) == (quarantined.error == nil), "\(index)")
            }
        }
    }

    @Test("A bad record is reported as one if the stream is intact, and the manifest says how it is compressed")
    func badRecord() async throws {
        let text = Self.text + Array("{\"id\":\n".utf8) + Self.text
        for stream in try Self.compress(text) {
            #expect(try await IngestionTrial(stream).error?.kind == .data)
            let trial = try await IngestionTrial(stream, quarantine: true)
            #expect(trial.report?.recordsWritten == 1_000)
            #expect(try trial.rejects.map(\.offset) == [Self.text.count])
            let manifest = String(decoding: trial.files[PartName.manifest] ?? [], as: UTF8.self)
            #expect(manifest.contains(#""bytes":\#(stream.count),"#))
            #expect(manifest.contains(#""compression":"\#(stream[0] == 0x1F ? "gzip" : "zstd")""#))
            // A record that is bad because the stream is damaged.
            var damaged = Self.text
            damaged[700] = 0
            var hidden = try CompressedFixture.gzip(damaged)
            hidden[hidden.count - 8] ^= 1
            let directory = try TemporaryDirectory()
            let path = try directory.write(hidden, to: "hidden")
            let error = await #expect(throws: RecordStreamError.self) {
                for try await _ in RecordStream(contentsOf: path) {}
            }
            #expect(error?.message.contains("the checksum of its text does not match") == true)
            #expect(throws: IngestionError.self) { try SchemaInference(input: .file(path)).run() }
            #expect(try await IngestionTrial(hidden).error?.kind == .input)
        }
    }

    @Test("comes through a pipe as well")
    func pipe() async throws {
        for stream in try Self.compress(Self.text) {
            let directory = try TemporaryDirectory()
            let pipe = directory.path("pipe")
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            let writer = Thread { try? FileHandle(forWritingAtPath: pipe)?.write(contentsOf: Data(stream)) }
            writer.start()
            let report = try await Ingestion(input: .file(pipe), output: .directory(directory.path("out"))).run()
            #expect(report.recordsWritten == 500)
            #expect(report.bytesRead == Self.text.count)
        }
    }

    @Test("is continued where an interrupted run stopped", arguments: [7, 64, 4_096])
    func resume(chunkSize: Int) async throws {
        let reference = try await IngestionTrial(Self.text) { $0.smallPartSize = 3_000 }
        for stream in try Self.compress(Self.text) {
            let directory = try TemporaryDirectory()
            var trial: IngestionTrial
            var attempts = 0
            var resumed = 0
            repeat {
                attempts += 1
                trial = try await IngestionTrial(
                    stream,
                    in: directory,
                    cancelledAfter: attempts < 6 ? 3 * attempts : nil
                ) { options in
                    options.chunkSize = chunkSize
                    options.smallPartSize = 3_000
                    options.checkpointInterval = .zero
                    options.existingOutput = .resume
                }
                resumed = max(resumed, trial.report?.resumedRecords ?? 0)
            } while trial.error?.kind == .interrupted
            #expect(trial.error == nil, "\(trial.error?.message ?? "")")
            #expect(trial.parts == reference.parts)
            #expect(resumed > 0 || attempts == 1)
        }
    }

    @Test("gives its records to a stream, and then the break")
    func recordStream() async throws {
        for stream in try Self.compress(Self.text) {
            let directory = try TemporaryDirectory()
            let whole = RecordStream(contentsOf: try directory.write(stream, to: "whole"))
            var count = 0
            for try await _ in whole { count += 1 }
            #expect(count == 500)
            let cut = RecordStream(contentsOf: try directory.write(stream.dropLast(20), to: "cut"))
            count = 0
            let error = await #expect(throws: RecordStreamError.self) { for try await _ in cut { count += 1 } }
            #expect(error?.kind == .input)
            #expect(error?.message.contains("is truncated at compressed offset \(stream.count - 20)") == true)
            #expect(count <= 500)
        }
    }

    @Test("gives the schema of its text")
    func inference() throws {
        let directory = try TemporaryDirectory()
        let plain = try SchemaInference(input: .file(try directory.write(Self.text, to: "plain"))).run()
        for stream in try Self.compress(Self.text) {
            let inferred = try SchemaInference(input: .file(try directory.write(stream, to: "input"))).run()
            #expect(inferred.json() == plain.json())
            let cut = SchemaInference(input: .file(try directory.write(stream.dropLast(20), to: "cut")))
            let error = #expect(throws: IngestionError.self) { try cut.run() }
            #expect(error?.message.contains("is truncated at compressed offset") == true)
        }
    }
}
