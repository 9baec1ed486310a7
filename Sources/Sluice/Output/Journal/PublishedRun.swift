/// A published run as its manifest has it, for a status store that does not have the run's end.
package struct PublishedRun: Sendable {
    /// A manifest has some hundred bytes for each column of each part.
    private static let maximumGibibytes = 1

    /// The run's name in the status journal, where the manifest has it.
    package let run: String?
    /// The pipeline that the run belonged to, where it had one.
    package let pipelineID: Int?
    package let isComplete: Bool
    package var recordsWritten: Int { figures.recordsProcessed }
    let directory: String
    let figures: StatusFigures
    let endedAt: String
    /// Why it counts as failed, if it does.
    var failure: String? { isComplete ? nil : IngestionReport.brokenInput(isPublished: true) }

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
        guard let manifest = PublishedManifest(text), let figures = manifest.figures,
            let endedAt = manifest.endedAt, let isComplete = manifest.isComplete
        else {
            throw IngestionError(.input, "\(name)/\(PartName.manifest) is not a manifest that this program has written")
        }
        self.directory = directory
        self.figures = figures
        self.endedAt = endedAt
        self.isComplete = isComplete
        pipelineID = manifest.pipelineID
        run = manifest.run
    }

    /// The error of a run that belongs to no pipeline.
    package static var unknownPipeline: IngestionError {
        IngestionError(.usage, "the manifest names no pipeline", remedy: .givePipeline)
    }

    /// Completes the history of the run, whose journal does not have its end.
    func end(_ run: inout StatusRun) {
        run.status = isComplete ? .completed : .failed
        run.completedAt = endedAt
        run.seconds = figures.seconds
        run.recordsProcessed = figures.recordsProcessed
        run.recordsRejected = figures.recordsRejected
        run.errorMessage = failure
    }
}
