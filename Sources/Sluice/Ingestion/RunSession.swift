/// One call of ``Ingestion/run(observers:)``: its observers, its attempts, and its end.
struct RunSession {
    private let ingestion: Ingestion
    private let observers: RunObservers
    private let start = RunClock.now
    private let cancellation = Cancellation()

    init(_ ingestion: Ingestion, _ observers: RunObservers) {
        self.ingestion = ingestion
        self.observers = observers
    }

    /// Runs to the end, and reports that to the observers.
    ///
    /// Cancelling the task also ends the waits of threads that block for input.
    func run() async throws(IngestionError) -> IngestionReport {
        let outcome: Result<IngestionReport, IngestionError> = await withTaskCancellationHandler {
            do throws(IngestionError) {
                try ingestion.options.check()
                try await observers.start(input: ingestion.inputs.summary, ingestion.options.retries)
                var history = AttemptHistory()
                let report = try await ingestion.options.retries.perform(onRetry: observers.willRetry) {
                    () async throws(IngestionError) in try await attempt(&history)
                }
                return .success(report)
            } catch {
                var error = error
                if error.report.message == nil { error.report = report(of: error) }
                return .failure(error)
            }
        } onCancel: {
            cancellation.request()
        }
        return try await observers.end(outcome).get()
    }

    private func attempt(_ history: inout AttemptHistory) async throws(IngestionError) -> IngestionReport {
        var report: IngestionReport
        do throws(IngestionError) {
            let run = try await IngestionRun(
                ingestion,
                after: history,
                observers: observers,
                since: start,
                within: cancellation
            )
            history.inputs = run.inputs
            report = try await run.execute()
        } catch {
            var error = error
            history.record(&error)
            throw error
        }
        history.record(&report)
        guard report.status == .completed else {
            let summary = report.summary ?? "the run has failed"
            var error = IngestionError(.data, report.message ?? summary, summary: summary, quoting: report.reason)
            error.report = report
            throw error
        }
        return report
    }

    /// The report of a run that failed before anything was read.
    private func report(of error: IngestionError) -> IngestionReport {
        var report = IngestionReport(
            ingestion.inputs,
            ingestion.output,
            jobs: ingestion.options.jobs,
            since: start
        )
        report.fail(error)
        return report
    }
}
