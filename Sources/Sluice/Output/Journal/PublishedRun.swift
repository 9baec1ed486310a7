/// A published run according to its manifest, for a status store that lacks the run's end.
struct PublishedRun: Sendable {
    /// A manifest has a few hundred bytes per column of each part.
    private static let maximumGibibytes = 1

    /// The run's name in the status journal; `nil` in manifests of the first version.
    let run: String?
    /// The id of the run's pipeline, if it had one.
    let pipelineID: Int?
    /// The errors in the records.
    let errors: [IngestionReport.ErrorSummary]
    /// Whether the whole input was read.
    private let isComplete: Bool
    private let figures: StatusFigures
    private let input: String?
    private let startedAt: String?
    private let endedAt: String
    /// Why the run counts as failed; `nil` if it does not.
    let failure: String?

    /// Reads the manifest of the output directory `directory`.
    ///
    /// - Throws: `IngestionError` of kind `input` if there is none, or it cannot be read.
    init(directory: FilePath) throws(IngestionError) {
        let name = directory.shown
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
            throw IngestionError(.input, "\(name)/\(PartName.manifest) is damaged, or was not written by Sluice")
        }
        self.figures = figures
        self.endedAt = endedAt
        self.isComplete = isComplete
        failure = isComplete ? nil : manifest.failure
        pipelineID = manifest.pipelineID
        run = manifest.run
        errors = manifest.errors ?? []
        input = manifest.inputPath
        startedAt = manifest.startedAt
    }

    /// The run as a journal would have it.
    var entry: StatusRun {
        var entry = StatusRun(run: run ?? "")
        entry.startedAt = startedAt
        entry.input = input
        entry.pipelineID = pipelineID
        end(&entry)
        return entry
    }

    /// Completes `run`, this run in a journal that lacks its end.
    func end(_ run: inout StatusRun) {
        run.status = isComplete ? .completed : .failed
        run.completedAt = endedAt
        run.seconds = figures.seconds
        run.recordsProcessed = figures.recordsProcessed
        run.recordsRejected = figures.recordsRejected
        run.errorMessage = failure
    }
}
