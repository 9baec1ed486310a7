import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("A run that is continued")
struct ResumeTests {
    /// Lines, every seventh of them bad in one way or another, with fields to be cleaned and dropped.
    private static let lines = Array(
        (0..<600).map { number in
            switch number % 7 {
            case 3 where number % 2 == 0: #"{"id":"\#(number)","name":" a "}"#
            case 3: #"{"id":\#(number),"name" 1}"#
            default: #"{"id":\#(number),"name":" Item \#(number) ","x\#(number % 3)":[1,{"é":"😀"}]}"#
            }
        }.joined(separator: "\n").utf8
    )
    private static let array = Array(
        "[\n  \(String(decoding: lines, as: UTF8.self).replacing("\n", with: ",\n  "))\n]\n".utf8
    )

    private static let enveloped = Array(#"[{"n":1},{"a":{},"data":"#.utf8) + array + Array(#","z":[2,3]}]"#.utf8)
    /// A document of twenty records in each line.
    private static let pages = Array(
        lines.split(separator: UInt8(ascii: "\n")).chunks(of: 20).map { page in
            let hits = page.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
            return #"{"took":3,"hits":{"total":600,"hits":[\#(hits)],"max":null}}"#
        }.joined(separator: "\n").utf8
    )
    private static let members = Array(
        (#"{"users":{"#
            + lines.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
                #""k\#(number)": \#(String(decoding: line, as: UTF8.self))"#
            }.joined(separator: ",\n") + "}}").utf8
    )

    enum Shape: CaseIterable {
        case lines
        case array
        case enveloped
        case pages
        case members

        var input: [UInt8] {
            switch self {
            case .lines: ResumeTests.lines
            case .array: ResumeTests.array
            case .enveloped: ResumeTests.enveloped
            case .pages: ResumeTests.pages
            case .members: ResumeTests.members
            }
        }

        var location: RecordLocation? {
            switch self {
            case .lines, .array: nil
            case .enveloped: RecordLocation("/1/data")
            case .pages: RecordLocation("/hits/hits")
            case .members: RecordLocation("/users", keyField: "key")
            }
        }
    }

    private static func schema() throws -> Schema {
        let text =
            #"{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string","x-clean":["trim"]}}}"#
        return try Schema(json: text, name: "test")
    }

    private static func configure(
        _ options: inout IngestionOptions,
        chunkSize: Int,
        partSize: Int = 1_000,
        _ shape: Shape = .lines
    ) {
        options.location = shape.location
        options.chunkSize = chunkSize
        options.smallPartSize = partSize
        options.unknownFields = .drop
    }

    @Test(
        "is interrupted as often as one likes, and publishes what an undisturbed one does",
        arguments: [[7, 64, 1_000], [300, 300, 4_000], [4_096, 1, 100_000]],
        Shape.allCases
    )
    func manyInterruptions(sizes: [Int], shape: Shape) async throws {
        let input = shape.input
        let schema = try Self.schema()
        let (chunkSize, step, partSize) = (sizes[0], sizes[1], sizes[2])
        let reference = try await IngestionTrial(input, schema: schema, quarantine: true) {
            Self.configure(&$0, chunkSize: 4_096, partSize: partSize, shape)
        }
        for interval in [Duration.zero, .seconds(60)] {
            let directory = try TemporaryDirectory()
            var trial: IngestionTrial
            var attempts = 0
            repeat {
                attempts += 1
                // The last attempts come to their end: each has the first chunks to verify only.
                trial = try await IngestionTrial(
                    input,
                    schema: schema,
                    quarantine: true,
                    in: directory,
                    cancelledAfter: attempts < 40 ? step + attempts : nil
                ) { options in
                    Self.configure(&options, chunkSize: chunkSize, partSize: partSize, shape)
                    options.checkpointInterval = interval
                    options.existingOutput = .resume
                }
                #expect(trial.error == nil || trial.error?.kind == .interrupted, "\(trial.error?.message ?? "")")
                #expect(trial.isPublished == (trial.error == nil))
            } while trial.error?.kind == .interrupted
            try #require(trial.error == nil)
            expectSame(trial, reference)
            #expect(try directory.workspace == [:])
        }
    }

    @Test("goes on from every chunk", arguments: Shape.allCases)
    func everyChunk(shape: Shape) async throws {
        let input = shape.input
        let schema = try Self.schema()
        let reference = try await IngestionTrial(input, schema: schema, quarantine: true) {
            Self.configure(&$0, chunkSize: 4_096, shape)
        }
        var resumed = Set<Int>()
        for events in 0..<40 {
            let directory = try TemporaryDirectory()
            let first = try await IngestionTrial(
                input,
                schema: schema,
                quarantine: true,
                in: directory,
                cancelledAfter: events * 4
            ) { Self.configure(&$0, chunkSize: 500, shape) }
            guard first.error != nil else { continue }
            let second = try await IngestionTrial(input, schema: schema, quarantine: true, in: directory) { options in
                Self.configure(&options, chunkSize: 700, shape)
                options.jobs = 3
                options.existingOutput = .resume
            }
            resumed.insert(second.report?.resumedRecords ?? -1)
            expectSame(second, reference)
        }
        // Most chunks of pages end inside a page, where a run cannot be continued.
        #expect(resumed.count > (shape == .pages ? 4 : 10))
        #expect(!resumed.contains(-1))
    }

    private func expectSame(_ trial: IngestionTrial, _ reference: IngestionTrial) {
        let (found, expected) = (trial.outcome, reference.outcome)
        #expect(found.files.keys.sorted() == expected.files.keys.sorted())
        #expect(found.files == expected.files)
        #expect(found.figures == expected.figures)
        #expect(found.errors == expected.errors)
        #expect(found.cleaning == expected.cleaning)
        #expect(found.parts == expected.parts)
        #expect(found.shape == expected.shape)
    }

    @Test("replaces what the interrupted one was to replace")
    func overwriting() async throws {
        let directory = try TemporaryDirectory()
        let old = try await IngestionTrial(Array("{\"old\":1}".utf8), in: directory)
        let first = try await IngestionTrial(Self.lines, quarantine: true, in: directory, cancelledAfter: 30) {
            Self.configure(&$0, chunkSize: 100)
            $0.existingOutput = .replace
        }
        #expect(first.error?.report.isResumable == true)
        #expect(first.files == old.files)
        let second = try await IngestionTrial(Self.lines, quarantine: true, in: directory) {
            Self.configure(&$0, chunkSize: 100)
            $0.existingOutput = .resume
        }
        let reference = try await IngestionTrial(Self.lines, quarantine: true) { Self.configure(&$0, chunkSize: 100) }
        expectSame(second, reference)
    }

    @Test("has nothing left when its data breaks the policy")
    func badData() async throws {
        let directory = try TemporaryDirectory()
        let good = (0..<500).map { "{\"id\":\($0)}\n" }.joined()
        let input = Array((good + "42\n").utf8)
        let first = try await IngestionTrial(input, in: directory, cancelledAfter: 10) { $0.chunkSize = 100 }
        #expect(first.error?.report.isResumable == true)
        #expect(try directory.workspace.keys.contains("checkpoint.json"))
        let second = try await IngestionTrial(input, in: directory) { $0.existingOutput = .resume }
        #expect(second.error?.kind == .data)
        #expect(second.error?.report.isResumable == false)
        #expect(second.error?.report.recordsSeen == 501)
        #expect(
            second.error?.report.errors.first?.first
                == RecordPosition(record: 500, line: 501, column: 1, offset: good.utf8.count)
        )
        #expect(second.files == [:])
    }

    @Test("starts from the beginning where there is nothing to continue", arguments: [nil, "out", ".out.sluice"])
    func nothingThere(path: String?) async throws {
        let directory = try TemporaryDirectory()
        if let path {
            let entry = directory.path(path)
            try FileManager.default.createDirectory(atPath: entry, withIntermediateDirectories: true)
        }
        let trial = try await IngestionTrial(Self.lines, quarantine: true, in: directory) {
            $0.existingOutput = .resume
        }
        #expect(trial.report?.resumedRecords == 0)
        expectSame(trial, try await IngestionTrial(Self.lines, quarantine: true))
    }

    @Test("that is interrupted while it verifies leaves everything as it was")
    func interruptedAtOnce() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.lines, quarantine: true, in: directory, cancelledAfter: 30) {
            Self.configure(&$0, chunkSize: 100)
        }
        let before = try directory.workspace
        #expect(first.files == [:])
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        Self.configure(&options, chunkSize: 100)
        options.existingOutput = .resume
        let path = directory.path("input.json")
        let run = Ingestion(input: .file(path), output: .directory(directory.path("out")), options: options)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await run.run()
        }
        task.cancel()
        let error = await #expect(throws: IngestionError.self) { try await task.value }
        #expect(error?.kind == .interrupted)
        #expect(error?.report.isResumable == true)
        let isLasting = { (entry: (key: String, value: [UInt8])) in entry.key != PartName.status }
        #expect(try directory.workspace.filter(isLasting) == before.filter(isLasting))
        let last = try await IngestionTrial(Self.lines, quarantine: true, in: directory) { $0 = options }
        #expect(last.isPublished)
        #expect((last.report?.resumedRecords ?? 0) > 0)
    }

    @Test("starts over where it may and cannot continue")
    func resumingOrReplacing() async throws {
        let directory = try TemporaryDirectory()
        let old = Array("{\"old\":1}".utf8)
        for (input, resumed) in [(old, 0), (old, 1), (Self.lines, 0), (Self.lines, 600)] {
            let trial = try await IngestionTrial(input, quarantine: true, in: directory) {
                $0.existingOutput = .resumeOrReplace
            }
            #expect(trial.report?.resumedRecords == resumed)
            expectSame(trial, try await IngestionTrial(input, quarantine: true))
        }
        let first = try await IngestionTrial(old, in: directory, cancelledAfter: 0) {
            $0.existingOutput = .resumeOrReplace
        }
        #expect(first.error?.kind == .interrupted)
    }
}

extension Array {
    /// Its elements, so many at a time.
    fileprivate func chunks(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
