import Sluice

/// `ingest` and `validate`: one run of the library, watched and reported.
struct RunCommand {
    private let options: RunOptions

    init(_ options: RunOptions) {
        self.options = options
    }

    func run() async throws(CommandFailure) {
        // Before anything else: what follows may start threads.
        let interruption = Interruption()
        let console = Console(options.console)
        let schema = try loadSchema(console)
        let ingestion = Ingestion(
            input: options.input,
            output: options.output,
            schema: schema,
            options: options.ingestion
        )
        let task = Task { () -> Result<IngestionReport, IngestionError> in
            do throws(IngestionError) {
                return .success(try await ingestion.run { console.show($0) })
            } catch {
                return .failure(error)
            }
        }
        interruption.onFirst { task.cancel() }
        try conclude(await task.value, console, signal: interruption.signalNumber)
    }

    private func conclude(
        _ result: Result<IngestionReport, IngestionError>,
        _ console: Console,
        signal: Int32?
    ) throws(CommandFailure) {
        console.endProgress(rejects: rejectsDirectory(result))
        switch result {
        case .success(let report):
            do throws(StandardOutput.Failure) {
                try write(report, exitCode: report.exitCode)
            } catch {
                throw .output(error)
            }
            console.end(result)
        case .failure(let error):
            let failure = CommandFailure.run(error, signal: signal)
            do throws(StandardOutput.Failure) {
                try write(error.report, exitCode: failure.exitCode)
            } catch {
                // The run's own failure decides the exit status; this one is worth a word.
                if let message = CommandFailure.output(error).message { console.warning(message) }
            }
            console.end(result)
            throw failure
        }
    }

    private func write(_ report: IngestionReport, exitCode: Int32) throws(StandardOutput.Failure) {
        switch options.report {
        case .json: try StandardOutput.write(report.json(exitCode: exitCode) + "\n")
        case .text: try StandardOutput.write(TextReport(report).text)
        case nil:
            // A run that has not met a record has nothing to report but its failure.
            let isEmpty = report.status == .failed && report.recordsSeen == 0 && report.errors.isEmpty
            guard options.console.verbosity != .quiet, !isEmpty else { return }
            try StandardOutput.write(TextReport(report).text)
        }
    }

    /// The directory that holds all rejects, where one was published.
    private func rejectsDirectory(_ result: Result<IngestionReport, IngestionError>) -> String? {
        guard case .success = result, case .directory(let output) = options.output else { return nil }
        return output + "/_rejects/"
    }

    private func loadSchema(_ console: Console) throws(CommandFailure) -> Schema? {
        guard let name = options.schema else { return nil }
        guard name != Schema.items.name else { return .items }
        let schema: Schema
        do throws(SchemaError) {
            schema = try Schema(contentsOf: name)
        } catch {
            throw .schema(error)
        }
        for warning in schema.warnings { console.warning("\(name): \(warning)") }
        return schema
    }
}
