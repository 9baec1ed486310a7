/// The last run on an output directory, as its journal and its manifest have it, for a status store that lacks its end.
package struct RecordedRun: Sendable {
    /// The run in the journal; complete, unless the run was killed.
    package let entry: StatusRun
    /// The id of the run's pipeline, if it had one.
    package let pipelineID: Int?
    let directory: FilePath
    /// The errors in the records, if the run is the one that is published.
    let errors: [IngestionReport.ErrorSummary]

    /// Reads the last run on the output directory `directory` that was one of a pipeline.
    ///
    /// - Parameters:
    ///   - directory: the path of the output directory.
    ///   - pipeline: the pipeline's id; if no run names it, the last run counts. `nil` for any pipeline.
    ///   - liveRun: returns the run that is writing to a directory now.
    /// - Throws: `IngestionError` of kind `input` if there is no run, or it cannot be read; of kind `usage` if the run
    ///   is going on.
    package init(
        directory: FilePath,
        pipeline: Int?,
        liveRun: (FilePath) -> String?
    ) throws(IngestionError) {
        let published = try? PublishedRun(directory: directory)
        var runs = try Self.runs(in: directory, published, liveRun)
        for index in runs.indices where runs[index].run == published?.run {
            runs[index].pipelineID = runs[index].pipelineID ?? published?.pipelineID
        }
        let entry = runs.last { pipeline == nil ? $0.pipelineID != nil : $0.pipelineID == pipeline } ?? runs.last
        let name = directory.shown
        guard let entry else { throw IngestionError(.input, "no run on \(name) is recorded in its journal") }
        guard entry.status != .running else { throw IngestionError(.usage, "the run on \(name) has not ended yet") }
        self.entry = entry
        self.directory = directory
        pipelineID = entry.pipelineID
        errors = published?.run == entry.run ? published?.errors ?? [] : []
    }

    /// The runs in the journal; the published one if there is no journal.
    private static func runs(
        in directory: FilePath,
        _ published: PublishedRun?,
        _ liveRun: (FilePath) -> String?
    ) throws(IngestionError) -> [StatusRun] {
        do throws(IngestionError) {
            let runs = try StatusHistory(directory: directory, liveRun: liveRun).runs
            return runs.isEmpty ? published.map { [$0.entry] } ?? [] : runs
        } catch {
            guard let published else { throw error }
            return [published.entry]
        }
    }

    /// The error of recording a run that belongs to no pipeline.
    package static var unknownPipeline: IngestionError {
        IngestionError(.usage, "the journal and the manifest name no pipeline", remedy: .givePipeline)
    }
}
