import TestSupport
import Testing

@testable import Sluice

@Suite("One bad record of every kind")
struct BadRecordTests {
    private static let count = 16
    private static let chunkSizes = [1, 64, 4_096]

    @Test("is the only one lost", arguments: BadRecord.all)
    func quarantine(kind: BadRecord) async throws {
        for layout in ItemLayout.allCases {
            for place in [0, Self.count / 2, Self.count - 1] {
                // Where the last record is not closed, and no array is, the input is not whole.
                if layout != .pretty, layout != .compact, place == Self.count - 1, kind.isUnclosed { continue }
                let planted = kind.bytes(place, layout)
                let input = Self.document(layout, planted, at: place)
                for chunkSize in Self.chunkSizes {
                    let trial = try await IngestionTrial(input, schema: .items, quarantine: true) { options in
                        options.chunkSize = chunkSize
                        options.maximumRecordSize = BadRecord.maximumRecordSize
                        options.maximumDepth = BadRecord.maximumDepth
                    }
                    let comment: Testing.Comment = "\(layout), record \(place), chunks of \(chunkSize)"
                    let expected = (0..<Self.count).filter { $0 != place }.map { ItemLayout.lines.record($0) + "\n" }
                    #expect(trial.text == expected.joined(), comment)
                    let rejects = try trial.rejects
                    try #require(rejects.count == 1, comment)
                    #expect(rejects[0].record == place, comment)
                    #expect(rejects[0].errors.map(\.code).contains(kind.code), comment)
                    #expect(rejects[0].bytes == planted, comment)
                    Self.check(rejects[0], against: input, comment)
                    #expect(trial.report?.recordsRejected == 1 && trial.report?.recordsSeen == Self.count, comment)
                    #expect(trial.isPublished, comment)
                }
            }
        }
    }

    @Test("ends a run that may have none, and nothing was published", arguments: BadRecord.all)
    func fail(kind: BadRecord) async throws {
        for layout in ItemLayout.allCases {
            let input = Self.document(layout, kind.bytes(8, layout), at: 8)
            let trial = try await IngestionTrial(input, schema: .items) { options in
                options.chunkSize = 64
                options.maximumRecordSize = BadRecord.maximumRecordSize
            }
            let error = try #require(trial.error)
            #expect(error.kind == .data)
            #expect(trial.files == [:])
            #expect(try trial.directory.workspace.keys.sorted() == TemporaryDirectory.failedWorkspace)
            let diagnostic = try #require(trial.diagnostics.first)
            #expect(diagnostic.position.record == 8)
            let place = SlowPosition(of: diagnostic.position.offset, in: input)
            #expect(diagnostic.position.line == place.line && diagnostic.position.column == place.column)
            #expect(error.report.status == .failed && error.report.failure == .data)
            #expect(error.report.recordsSeen == 9 && error.report.recordsRejected == 1)
        }
    }

    private static func document(_ layout: ItemLayout, _ bad: [UInt8], at place: Int) -> [UInt8] {
        layout.document((0..<count).map { $0 == place ? bad : Array(layout.record($0).utf8) })
    }

    /// Every offset, line and column of a reject is what a slow reader counts.
    private static func check(_ reject: Reject, against input: [UInt8], _ comment: Testing.Comment) {
        let end = reject.offset + min(reject.length, reject.bytes.count)
        #expect(Array(input[reject.offset..<end]) == reject.bytes, comment)
        let start = SlowPosition(of: reject.offset, in: input)
        #expect(reject.line == start.line && reject.column == start.column, comment)
        for error in reject.errors {
            let place = SlowPosition(of: error.offset, in: input)
            #expect(error.line == place.line && error.column == place.column, comment)
            #expect((reject.offset...input.count).contains(error.offset), comment)
        }
    }
}
