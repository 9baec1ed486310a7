import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("A run over several inputs that is continued")
struct ResumeSeveralTests {
    private static let records = (0..<600).map { number in
        number % 7 == 3 ? "{\"id\":\(number),\"name\" 1}" : "{\"id\":\(number),\"name\":\" Item \(number) \"}"
    }

    /// Ten files: lines and arrays, one that is empty, one that breaks off.
    private static func directory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
        for file in 0..<10 {
            let records = records[file * 60..<file * 60 + 60]
            let text = file % 2 == 0 ? records.joined(separator: "\n") : "[" + records.joined(separator: ",\n") + "]"
            try directory.write(file == 4 ? "" : file == 7 ? String(text.dropLast(9)) : text, to: "data/\(file)")
        }
        return directory
    }

    private static func trial(
        _ directory: TemporaryDirectory,
        cancelledAfter events: Int? = nil,
        _ configure: (inout IngestionOptions) -> Void
    ) async throws -> IngestionTrial {
        let schema = try Schema(
            json: #"{"properties":{"id":{"type":"integer"},"name":{"type":"string","x-clean":["trim"]}}}"#,
            name: "test"
        )
        return try await IngestionTrial(
            of: [.directory(directory.path("data"))],
            schema: schema,
            quarantine: true,
            in: directory,
            cancelledAfter: events
        ) { options in
            options.chunkSize = 300
            options.rowGroupSize = 500
            options.smallPartSize = 4_000
            options.existingOutput = .resume
            configure(&options)
        }
    }

    @Test("publishes what an undisturbed one does", arguments: OutputFormat.allCases)
    func everyPlace(format: OutputFormat) async throws {
        let directory = try Self.directory()
        let reference = try await Self.trial(directory) { $0.format = format }
        #expect(reference.error?.kind == .data && reference.error?.report.isIncomplete == true)
        var resumed: Set<Int> = []
        for events in stride(from: 0, to: 160, by: 5) {
            try FileManager.default.removeItem(atPath: directory.path("out"))
            let first = try await Self.trial(directory, cancelledAfter: events) { options in
                options.format = format
                options.checkpointInterval = .zero
                // Chunks of this size hand over several files at once.
                if format != .parquet, !events.isMultiple(of: 2) { options.chunkSize = 20_000 }
            }
            guard first.error?.kind == .interrupted else { continue }
            let second = try await Self.trial(directory) { options in
                options.format = format
                options.jobs = 3
            }
            resumed.insert(second.error?.report.resumedRecords ?? -1)
            #expect(second.outcome.files == reference.outcome.files)
            #expect(second.outcome.figures == reference.outcome.figures)
            #expect(second.outcome.errors == reference.outcome.errors)
            #expect(second.outcome.inputs == reference.outcome.inputs)
            #expect(second.error?.message == reference.error?.message)
            #expect(try directory.workspace == [:])
        }
        #expect(resumed.count > 5 && !resumed.contains(-1), "\(resumed.sorted())")
    }

    private static let changes: [(String, @Sendable (TemporaryDirectory) throws -> Void)] = [
        ("there were 10 and are now 11", { try $0.write("{}", to: "data/99") }),
        ("there were 10 and are now 9", { try FileManager.default.removeItem(atPath: $0.path("data/9")) }),
        (
            "one is a different file, was modified, or is in another place",
            { directory in
                let move = FileManager.default.moveItem(atPath:toPath:)
                try move(directory.path("data/8"), directory.path("data/x"))
                try move(directory.path("data/9"), directory.path("data/8"))
                try move(directory.path("data/x"), directory.path("data/9"))
            }
        ),
        (
            "one is a different file, was modified",
            { try $0.write([UInt8](Data(contentsOf: $0.url.appending(path: "data/0"))), to: "data/0") }
        ),
        ("they had", { try $0.write("{}", to: "data/2") }),
    ]

    @Test("is refused once the list has changed", arguments: 0..<5)
    func changed(number: Int) async throws {
        let directory = try Self.directory()
        let first = try await Self.trial(directory, cancelledAfter: 60) { $0.checkpointInterval = .zero }
        try #require(first.error?.report.isResumable == true)
        let before = try directory.workspace
        let (reason, change) = Self.changes[number]
        try change(directory)
        let second = try await Self.trial(directory) { _ in }
        #expect(second.error?.kind == .usage && second.error?.remedy == .startOver)
        #expect(second.error?.message.contains(reason) == true, "\(second.error?.message ?? "")")
        #expect(try directory.workspace == before)
    }

    @Test("has nothing to do where it is published, and is refused where the list has changed since")
    func published() async throws {
        let directory = try Self.directory()
        let first = try await Self.trial(directory) { _ in }
        let again = try await Self.trial(directory) { _ in }
        #expect(again.outcome.files == first.outcome.files && again.outcome.inputs == first.outcome.inputs)
        #expect(again.error?.report.resumedRecords == first.error?.report.recordsSeen)
        try directory.write("{}", to: "data/99")
        let changed = try await Self.trial(directory) { _ in }
        #expect(
            changed.error?.kind == .usage && changed.error?.message.contains("there were 10 and are now 11") == true
        )
    }
}
