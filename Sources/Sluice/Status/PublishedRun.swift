/// A published run as its manifest has it, for a status store that does not have the run's end.
package struct PublishedRun: Sendable {
    /// A manifest has some hundred bytes for each column of each part.
    private static let maximumGibibytes = 1
    private static let incompleteMessage = IngestionReport.brokenInput(isPublished: true)

    /// The run's name in the status journal, where the manifest has it.
    package let run: String?
    /// The pipeline that the run belonged to, where it had one.
    package let pipelineID: Int?
    package let recordsWritten: Int
    package let isComplete: Bool
    private let directory: String
    private let recordsRejected: Int
    private let seconds: Double
    private let endedAt: String

    /// Reads the manifest of the output directory `directory`.
    ///
    /// - Throws: an `IngestionError` of kind `input` where there is none, or where it cannot be read.
    package init(directory: String) throws(IngestionError) {
        let name = Excerpt.path(directory)
        let text: [UInt8]
        do throws(RegularFile.Failure) {
            let parent = try RegularFile.directory(directory)
            let size = Self.maximumGibibytes
            text = try RegularFile(PartName.manifest, in: parent, maximumGibibytes: size).contents()
        } catch {
            throw IngestionError(.input, "no run is published in \(name): cannot read \(PartName.manifest): \(error)")
        }
        guard let manifest = FlatJSONObject(text), let ledger = manifest.object("ledger"),
            let endedAt = manifest.string("ended_at"), let seconds = manifest.double("seconds"),
            let written = ledger.integer("records_written"), let rejected = ledger.integer("records_rejected"),
            let isComplete = manifest.boolean("complete")
        else {
            throw IngestionError(.input, "\(name)/\(PartName.manifest) is no manifest that this program has written")
        }
        self.directory = directory
        self.endedAt = endedAt
        self.seconds = seconds
        self.isComplete = isComplete
        recordsWritten = written
        recordsRejected = rejected
        pipelineID = manifest.integer("pipeline_id")
        run = manifest.string("run")
    }

    /// The error of a run that belongs to no pipeline.
    package static var unknownPipeline: IngestionError {
        IngestionError(.usage, "the manifest names no pipeline", remedy: .givePipeline)
    }

    /// What the pipeline's rows say at the end of such a run.
    var statusChange: StatusChange {
        let figures = StatusFigures(
            seconds: seconds,
            recordsProcessed: recordsWritten,
            recordsRejected: recordsRejected
        )
        guard isComplete else { return .failed(figures, message: Self.incompleteMessage, at: .text(endedAt)) }
        return .completed(figures, output: Excerpt.path(directory), at: .text(endedAt))
    }

    /// Enters the run's end, which its journal does not have.
    func end(_ run: inout StatusRun) {
        run.status = isComplete ? .completed : .failed
        run.completedAt = endedAt
        run.seconds = seconds
        run.recordsProcessed = recordsWritten
        run.recordsRejected = recordsRejected
        run.errorMessage = isComplete ? nil : Self.incompleteMessage
    }
}
