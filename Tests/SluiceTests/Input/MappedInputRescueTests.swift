import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("The rescue of mapped inputs")
struct MappedInputRescueTests {
    /// How the process of a trial ends.
    enum End: Equatable {
        case status(Int32)
        case signal(Int32)
    }

    /// What a trap of the processor raises.
    #if arch(arm64)
        private static let trap = SIGTRAP
    #else
        private static let trap = SIGILL
    #endif

    /// Each runs in a separate process, as some end it.
    private static let trials: [(String, End)] = [
        ("watched", .status(0)), ("full", .status(0)), ("threads", .status(0)),
        // Not about a watched mapping: the previous action is taken.
        ("handler", .status(42)), ("function", .status(43)), ("default", .signal(SIGBUS)),
        ("ignored", .signal(SIGBUS)), ("ignored-sent", .status(0)), ("sent", .signal(SIGBUS)),
        ("forgotten", .signal(SIGBUS)),
        // A trap is attributed to a changed file only if one has changed.
        ("trap-changed", .status(4)), ("trap-unchanged", .signal(trap)),
    ]

    @Test("replaces what is watched, and passes on what is not", .timeLimit(.minutes(10)))
    func handler() throws {
        let directory = try TemporaryDirectory()
        let program = directory.path("rescue_trial")
        let names = ["Rescue", "Watching", "TrapHandler"].map { "Sources/CSluiceRescue/\($0).c" }
        let sources = (names + ["Tests/Fixtures/rescue_trial.c"]).map(PackageFiles.path)
        let arguments =
            ["-O1", "-pthread", "-I" + PackageFiles.path("Sources/CSluiceRescue/include"), "-o", program] + sources
        #expect(try Self.run("clang", arguments) == .status(0))
        for (trial, end) in Self.trials {
            #expect(try Self.run(program, [trial, directory.path("file")]) == end, "\(trial)")
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> End {
        let process = try FinishedProcess(program, arguments)
        return process.reason == .uncaughtSignal ? .signal(process.status) : .status(process.status)
    }

    private static func source(_ path: String) throws -> FileSource {
        try #require(try InputSource.file(path).open(cancellation: Cancellation()) as? FileSource)
    }

    @Test("of a file that another process truncates reads zeros, and says so")
    func truncated() throws {
        MappedInputRescue.install()
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write(Array(repeating: 0x20, count: 300_000), to: "input")
        let source = try Self.source(path)
        let window = try source.window(at: 5_000, count: 290_000)
        let prefix = window.prefix(200_000)
        try prefix.checkUnchanged()
        InputChange.truncated.make(to: path, size: 300_000)
        #expect(prefix.span.first(0, from: 0) < prefix.count)
        for check in [window.checkUnchanged, prefix.checkUnchanged, source.checkUnchanged] {
            #expect { () throws in try check() } throws: { error in
                (error as? InputError)?.message.contains("its size was 300000 bytes and is now 100000") == true
            }
        }
    }

    @Test("of bytes that the device does not deliver is a transient failure, in every window of the file")
    func lostPages() throws {
        MappedInputRescue.install()
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write(Array(repeating: 0x20, count: 100), to: "input")
        let (source, other) = (try Self.source(path), try Self.source(path))
        // Pages after the end of a file cannot be read either, without any change to the file.
        let lost = try ChunkBytes(mapping: source, offset: 1 << 20, count: 100)
        let whole = try source.window(at: 0, count: 100)
        try source.checkUnchanged()
        #expect(lost.span[0] == 0)
        for check in [lost.checkUnchanged, whole.checkUnchanged, source.checkUnchanged] {
            #expect { () throws in try check() } throws: { error in
                guard let error = error as? InputError else { return false }
                return error.isTransient && error.message.contains("could not be read")
            }
        }
        try other.checkUnchanged()
    }
}
