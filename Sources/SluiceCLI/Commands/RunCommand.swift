import Sluice

/// `ingest` and `validate`: one run of the library, watched and reported.
struct RunCommand {
    private let options: RunOptions

    init(_ options: RunOptions) {
        self.options = options
    }

    /// Runs to the end, the report included, or to a signal.
    func run() throws(CommandFailure) {
        try Interruption.watch { interruption in
            do throws(CommandFailure) {
                return Result<Void, CommandFailure>.success(try await run(interruption))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    private func run(_ interruption: Interruption) async throws(CommandFailure) {
        let console = Console(options.console)
        let ingestion = Ingestion(
            input: options.input,
            output: options.output,
            schema: try loadSchema(console),
            options: options.ingestion
        )
        let result: Result<IngestionReport, IngestionError>
        do throws(IngestionError) {
            result = .success(try await ingestion.run { console.show($0) })
        } catch {
            result = .failure(error)
        }
        try conclude(result, console, signal: interruption.signalNumber)
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
        let report =
            switch result {
            case .success(let report): report
            case .failure(let error): error.report
            }
        let isPublished = report.status == .completed || report.isIncomplete
        guard isPublished, case .directory(let output) = options.output else { return nil }
        return output + "/_rejects/"
    }

    private func loadSchema(_ console: Console) throws(CommandFailure) -> Schema? {
        guard let name = options.schema else { return nil }
        guard name != Schema.items.name else { return .items }
        let schema: Schema
        do throws(SchemaError) {
            schema = try Schema(contentsOf: name)
        } catch {
            let failure = CommandFailure.schema(error)
            let report = IngestionReport(input: options.input, output: options.output, failure: error.message)
            // The schema decides the exit status, whatever becomes of the report.
            try? write(report, exitCode: failure.exitCode)
            throw failure
        }
        for warning in schema.warnings { console.warning("\(name): \(warning)") }
        return schema
    }
}
