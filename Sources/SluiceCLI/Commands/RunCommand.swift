import Sluice

/// `ingest` and `validate`: performs one run of the library, and reports it.
struct RunCommand {
    private let options: RunOptions

    init(_ options: RunOptions) {
        self.options = options
    }

    /// Runs until the report is written, or until a signal ends it.
    func run() throws(CommandFailure) {
        let console = Console(options.console)
        let hasOutput = options.publishes
        let isEnding = { @Sendable (ending: Interruption.Ending) in console.end(ending, hasOutput: hasOutput) }
        try Interruption.watch(onForcedEnd: isEnding) { interruption in
            do throws(CommandFailure) {
                return Result<Void, CommandFailure>.success(try await run(interruption, console))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    private func run(_ interruption: Interruption, _ console: Console) async throws(CommandFailure) {
        for warning in options.telemetry.warnings { console.warning(warning) }
        let telemetry = options.telemetry.options.map(Telemetry.init)
        let outcome = await outcome(interruption, console, telemetry)
        if let telemetry { await finish(telemetry, console) }
        do throws(CommandFailure) {
            console.succeed(try outcome.get())
        } catch {
            console.fail(error)
            throw .reported(error)
        }
        guard interruption.signalNumber != nil else { return }
        console.end(.published(isComplete: true), hasOutput: options.publishes)
    }

    /// Sends the remaining metrics, and logs what became of them.
    private func finish(_ telemetry: Telemetry, _ console: Console) async {
        let datagrams = await telemetry.finish()
        guard datagrams.sent + datagrams.dropped > 0 else { return }
        console.info("metrics: \(Quantity.count(datagrams.sent, "datagram")) sent, \(datagrams.dropped) dropped")
    }

    private func outcome(
        _ interruption: Interruption,
        _ console: Console,
        _ telemetry: Telemetry?
    ) async -> Result<IngestionReport, CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await run(interruption, console, telemetry))
        } catch {
            return .failure(error)
        }
    }

    private func run(
        _ interruption: Interruption,
        _ console: Console,
        _ telemetry: Telemetry?
    ) async throws(CommandFailure) -> IngestionReport {
        for warning in options.warnings { console.warning(warning) }
        var ingestionOptions = options.ingestion
        ingestionOptions.publishGate = interruption.gate
        let ingestion = Ingestion(
            inputs: options.inputs,
            output: options.output,
            schema: try loadSchema(console, telemetry),
            options: ingestionOptions
        )
        let tracker = options.database.map(PipelineTracker.init)
        // The database comes first, so that the others see whether it could be reached.
        let observers: [(any RunObserver)?] = [tracker, console, telemetry]
        let report: IngestionReport
        do throws(IngestionError) {
            defer { if let tracker { warnOfDroppedUpdates(tracker, console) } }
            report = try await ingestion.run(observers: observers.compactMap(\.self))
        } catch {
            console.endProgress(rejects: rejectsDirectory(error.report))
            let failure = CommandFailure.run(error, signal: interruption.signalNumber)
            // A reader that has seen enough is no news.
            if error.isReaderGone, options.report == nil { throw failure }
            write(error.report, of: failure, console)
            throw failure
        }
        console.endProgress(rejects: rejectsDirectory(report))
        do throws(StandardOutput.Failure) {
            try write(report, exitStatus: ExitStatus.success)
        } catch {
            let failure = CommandFailure.output(error)
            if options.publishes, failure.message != nil {
                console.warning("the data is published; only the report is lost")
            }
            throw failure
        }
        return report
    }

    private func warnOfDroppedUpdates(_ tracker: PipelineTracker, _ console: Console) {
        let count = tracker.droppedUpdates
        guard count > 0 else { return }
        console.importantWarning("\(Quantity.count(count, "progress update")) did not reach the database")
    }

    private func write(_ report: IngestionReport, exitStatus: Int32) throws(StandardOutput.Failure) {
        switch options.report {
        case .json: try write(report.json(exitStatus: exitStatus) + "\n")
        case .text: try write(TextReport(report).text)
        case nil:
            // A failed run that has seen no record has nothing to report except its failure.
            let isEmpty =
                report.status != .completed && report.recordsSeen == 0
                && (report.errors.isEmpty || report.bytesRead == 0)
            guard options.console.verbosity != .quiet, !isEmpty else { return }
            try write(TextReport(report).text)
        }
    }

    /// Writes a report to standard output, or to standard error if standard output has the records.
    private func write(_ report: String) throws(StandardOutput.Failure) {
        let text = Secrets.redacted(report)
        guard case .stream = options.output else { return try StandardOutput.write(text) }
        // As with all other messages, a failure to write it cannot be reported.
        try? FileDescriptor.standardError.write(Array(text.utf8))
    }

    /// Writes the report of a failed run; the exit status is decided, whatever happens here.
    private func write(_ report: IngestionReport, of failure: CommandFailure, _ console: Console) {
        do throws(StandardOutput.Failure) {
            try write(report, exitStatus: ExitStatus.of(failure))
        } catch {
            if let message = CommandFailure.output(error).message { console.warning(message) }
        }
    }

    /// Where all rejects are: the published directory, if the run published, or the file beside a stream.
    private func rejectsDirectory(_ report: IngestionReport) -> String? {
        if case .stream(_, let rejects) = options.output { return rejects?.description }
        let isPublished = report.status == .completed || report.isIncomplete
        guard isPublished, case .directory(let output) = options.output else { return nil }
        return output.description + "/_rejects/"
    }

    private func loadSchema(_ console: Console, _ telemetry: Telemetry?) throws(CommandFailure) -> Schema? {
        guard let name = options.schema else { return nil }
        guard name.text != Schema.items.name else { return .items }
        let schema: Schema
        do throws(SchemaError) {
            schema = try Schema(contentsOf: name)
        } catch {
            let report = IngestionReport(inputs: options.inputs, output: options.output, failure: error.message)
            telemetry?.end(report)
            write(report, of: .schema(error), console)
            throw .schema(error)
        }
        for warning in schema.warnings(for: options.ingestion.format, formats: options.ingestion.formats) {
            console.warning(warning)
        }
        return schema
    }
}
