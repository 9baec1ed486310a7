import Foundation
import TestSupport
import Testing

@testable import Sluice

/// A run that was killed while it published leaves one of a few states.
///
/// The next run brings it to the old set or the new one, whole, unless it is refused.
@Suite("A publish that was interrupted")
struct PublishRecoveryTests {
    private static func run(
        _ state: PublishState,
        input: String,
        _ existing: IngestionOptions.ExistingOutput
    ) async -> IngestionError? {
        var options = IngestionOptions()
        options.existingOutput = existing
        if existing == .resume { options.errorPolicy = .quarantine(limit: nil) }
        if existing == .resume { options.smallPartSize = 100 }
        let output = OutputDestination.directory(state.directory.path("out"))
        do throws(IngestionError) {
            _ = try await Ingestion(input: .file(state.directory.path(input)), output: output, options: options).run()
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "comes to one of its ends when a run fails after it",
        arguments: PublishState.Moment.allCases,
        PublishState.Completeness.all
    )
    func recovered(moment: PublishState.Moment, completeness: PublishState.Completeness) async throws {
        let state = try await PublishState(moment, completeness)
        try state.directory.write(Array("[1]".utf8), to: "bad.json")
        // A run that fails by its data changes nothing but what a dead one has left.
        let error = await Self.run(state, input: "bad.json", .replace)
        #expect(error?.kind == .data)
        #expect(try state.found == state.expected)
        let left = try state.directory.files(below: "out").keys.filter { $0.hasPrefix("_temporary") }
        #expect(left == [])
        #expect(try Set(state.directory.workspace.keys).isSubset(of: TemporaryDirectory.failedWorkspace))
    }

    @Test(
        "is replaced whole by a run that succeeds",
        arguments: PublishState.Moment.allCases,
        PublishState.Completeness.all
    )
    func replaced(moment: PublishState.Moment, completeness: PublishState.Completeness) async throws {
        let state = try await PublishState(moment, completeness)
        try state.directory.write(Array("{\"a\":1}\n".utf8), to: "good.json")
        #expect(await Self.run(state, input: "good.json", .replace) == nil)
        let found = try state.found
        #expect(found.count == 3 && found[PartName.success] == [])
        #expect(found.first { PartName.isPart($0.key) }?.value == Array("{\"a\":1}\n".utf8))
        #expect(try state.directory.workspace == [:])
        #expect(try state.directory.files(below: "out/_temporary") == [:])
    }

    @Test(
        "is left exactly as it is by a run that is refused",
        arguments: PublishState.Moment.allCases,
        PublishState.Completeness.all
    )
    func refused(moment: PublishState.Moment, completeness: PublishState.Completeness) async throws {
        let state = try await PublishState(moment, completeness)
        try state.directory.write(Array("{\"a\":1}\n".utf8), to: "good.json")
        try FileManager.default.createDirectory(
            atPath: state.directory.path("out"),
            withIntermediateDirectories: true
        )
        try state.directory.write(Array("mine".utf8), to: "out/notes.txt")
        let before = try state.everything
        for existing in [IngestionOptions.ExistingOutput.refuse, .replace, .resume] {
            let error = await Self.run(state, input: "good.json", existing)
            #expect(error?.kind == .usage, "\(existing)")
            #expect(try state.everything == before, "\(existing)")
        }
    }

    @Test(
        "is completed by a run that resumes it, and ends as it would have ended",
        arguments: [PublishState.Moment.exchanged, .removing, .renamed, .installing, .installingFirst, .installed],
        [true, false]
    )
    func resumed(moment: PublishState.Moment, isComplete: Bool) async throws {
        let state = try await PublishState(moment, PublishState.Completeness(new: isComplete))
        let error = await Self.run(state, input: "new.json", .resume)
        #expect(error?.kind == (isComplete ? nil : .data), "\(error?.message ?? "")")
        #expect(error?.report.isIncomplete ?? false == !isComplete)
        #expect(try state.found == state.new)
        #expect(try state.directory.workspace == [:])
        // The run that could not record its end has one in the journal now.
        let history = try StatusHistory(directory: FilePath(state.directory.path("out")))
        #expect(history.runs.map(\.run) == [state.run])
        #expect(history.runs.map(\.status) == [isComplete ? .completed : .failed])
        #expect(history.runs.map(\.recordsProcessed) == [40])
    }
}
