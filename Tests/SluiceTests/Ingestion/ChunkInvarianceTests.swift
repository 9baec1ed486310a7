import TestSupport
import Testing

@testable import Sluice

@Suite("The output hangs on the input alone")
struct ChunkInvarianceTests {
    static let chunkSizes = [1, 2, 3, 7, 64, 4_096, 1 << 20]

    @Test("every chunk size and every number of workers write the same", arguments: PipelineFixtures.all)
    func everyChunkSize(fixture: PipelineFixture) async throws {
        for chunkSize in Self.chunkSizes {
            for jobs in chunkSize == 1 || chunkSize == 64 ? [1, 2, 8] : [1, 8] {
                let trial = try await IngestionTrial(fixture.bytes) { options in
                    options.chunkSize = chunkSize
                    options.jobs = jobs
                }
                let place: Testing.Comment = "chunks of \(chunkSize), \(jobs) jobs"
                let report = try #require(trial.report, place)
                #expect(trial.text == fixture.output, place)
                #expect(report.shape == fixture.shape, place)
                #expect(report.recordsSeen == fixture.records.count, place)
                #expect(report.recordsWritten == fixture.records.count, place)
                #expect(report.bytesRead == fixture.bytes.count, place)
                #expect(trial.isPublished, place)
            }
        }
    }
}
