import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("A run to Parquet that is continued")
struct ResumeParquetTests {
    enum Shape: CaseIterable {
        case lines
        case array
        /// Records with objects like themselves inside, so that guesses where records begin are wrong.
        case nested

        var input: [UInt8] {
            let records = (0..<1_500).map { number in
                switch (self, number % 11) {
                case (_, 3): #"{"id":"\#(number)","name":"a"}"#
                case (_, 7): #"{"id":\#(number),"name" 1}"#
                case (.nested, _):
                    #"{"id":\#(number),"name":"n","list":[{"id":1},"# + String(repeating: #"{"id":2},"#, count: 9)
                        + #"{"id":3}]}"#
                default: #"{"id":\#(number),"name":"Item \#(number * 7 % 50)","x":[1,2]}"#
                }
            }
            let text =
                self == .lines ? records.joined(separator: "\n") : "[\n\(records.joined(separator: ",\n"))\n]\n"
            return Array(text.utf8)
        }
    }

    private static func schema() throws -> Schema {
        let text = """
            {"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},
            "list":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"}}}}}}
            """
        return try Schema(json: text, name: "test")
    }

    /// Row groups of a few pages, and parts of a few row groups.
    private static func configure(_ options: inout IngestionOptions) {
        options.format = .parquet
        options.chunkSize = 700
        options.rowGroupSize = 3_000
        options.partSize = 5_000
        options.checkpointInterval = .milliseconds(20)
        options.errorPolicy = .quarantine(limit: nil)
    }

    @Test(
        "publishes the bytes of an undisturbed one, however often it is interrupted",
        arguments: Shape.allCases,
        [60, 120]
    )
    func manyInterruptions(shape: Shape, step: Int) async throws {
        let (input, schema) = (shape.input, try Self.schema())
        let reference = try await IngestionTrial(input, schema: schema, Self.configure)
        try #require(reference.parts.count > 2)
        let directory = try TemporaryDirectory()
        var resumed = Set<Int>()
        var trial: IngestionTrial
        var attempts = 0
        repeat {
            attempts += 1
            trial = try await IngestionTrial(
                input,
                schema: schema,
                in: directory,
                cancelledAfter: attempts < 16 ? step + attempts : nil
            ) { options in
                Self.configure(&options)
                options.jobs = 1 + attempts % 3
                options.existingOutput = .resume
            }
            #expect(trial.error == nil || trial.error?.kind == .interrupted, "\(trial.error?.message ?? "")")
            resumed.insert((trial.report ?? trial.error?.report)?.resumedRecords ?? 0)
        } while trial.error?.kind == .interrupted
        #expect(resumed.count > 1)
        #expect(trial.outcome.files == reference.outcome.files)
        #expect(trial.outcome.figures == reference.outcome.figures)
        #expect(trial.outcome.errors == reference.outcome.errors)
        #expect(Self.columns(trial) == Self.columns(reference))
    }

    /// What the manifest says of the parts, figures of the columns included.
    private static func columns(_ trial: IngestionTrial) -> String? {
        JSONNode(trial.files[PartName.manifest] ?? [])?["parts"]?.source
    }

    private static func interrupted() async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let input = Shape.array.input
        _ = try await IngestionTrial(input, schema: schema(), in: directory, cancelledAfter: 200, configure)
        try #require(directory.workspace.keys.contains("checkpoint.json"))
        return directory
    }

    @Test("is refused with chunks of another size, which the pages depend on")
    func chunkSize() async throws {
        let directory = try await Self.interrupted()
        let trial = try await IngestionTrial(Shape.array.input, schema: Self.schema(), in: directory) { options in
            Self.configure(&options)
            options.chunkSize = 800
            options.existingOutput = .resume
        }
        #expect(trial.error?.kind == .usage)
        #expect(trial.error?.message.contains("the option chunk_size was 700 and is now 800") == true)
    }

    @Test("does nothing once it is published")
    func finished() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Shape.array.input, schema: Self.schema(), in: directory, Self.configure)
        let second = try await IngestionTrial(Shape.array.input, schema: Self.schema(), in: directory) { options in
            Self.configure(&options)
            options.existingOutput = .resume
        }
        #expect(second.report?.resumedRecords == first.report?.recordsSeen)
        #expect(second.files == first.files)
    }
}
