import Sluice

/// Everything that a run prints to standard error: diagnostics, log and progress, which share the terminal's last line.
final class Console: RunObserver {
    /// The maximum number of diagnostics shown.
    private static let maximumDiagnostics = 20
    /// The maximum with `--verbose`, so that bad lines do not become many times as much text.
    private static let maximumVerboseDiagnostics = 10_000

    private struct State {
        var progress: ProgressDisplay
        /// What the run has reported last.
        var last: IngestionProgress?
        /// Shows progress also while the run waits for its input.
        var ticker: Task<Void, Never>?
        var diagnosticCount = 0
        /// The last diagnostic, if that was one too many to be shown.
        var lastHidden: Diagnostic?
    }

    private let options: ConsoleOptions
    private let style: Style
    private let origin: LogOrigin
    private let start = ContinuousClock.now
    private let state: Locked<State>
    private let lineInterval: Duration
    private let output: @Sendable (String) -> Void

    /// Makes a console; tests have their own interval between lines of progress, and their own output.
    init(
        _ options: ConsoleOptions,
        lineInterval: Duration = ProgressDisplay.lineInterval,
        output: @escaping @Sendable (String) -> Void = Console.writeToStandardError
    ) {
        self.lineInterval = lineInterval
        self.output = output
        self.options = options
        let isTerminal = FileDescriptor.standardError.isTerminal
        style = Style(options.color, isTerminal: isTerminal, environment: ProcessSetup.environment)
        origin = LogOrigin(environment: ProcessSetup.environment, pipelineID: options.pipelineID)
        let mode = Self.progressMode(options, isTerminal)
        state = Locked(State(progress: ProgressDisplay(mode, start: start, lineInterval: lineInterval)))
    }

    deinit { state.withLock { $0.ticker?.cancel() } }

    private var maximumDiagnostics: Int {
        options.verbosity == .verbose ? Self.maximumVerboseDiagnostics : Self.maximumDiagnostics
    }

    private static func progressMode(_ options: ConsoleOptions, _ isTerminal: Bool) -> ProgressDisplay.Mode {
        switch (options.verbosity, options.progress) {
        case (.quiet, _), (_, .never): .none
        case (_, .always): options.logFormat == .json ? .lines : .bar
        // The terminal's lines are those of the records.
        case (_, .auto) where options.streamsRecords && FileDescriptor.standardOutput.isTerminal: .none
        case (_, .auto):
            isTerminal && options.logFormat == .text && ProcessSetup.environment("TERM") != "dumb" ? .bar : .lines
        }
    }

    /// Logs a message that is shown only with `--verbose`, or to a machine.
    func info(_ message: String) {
        guard options.verbosity == .verbose || options.logFormat == .json && options.verbosity != .quiet else { return }
        log(LogLine(.info, message, from: origin), text: message)
    }

    func warning(_ message: String) {
        guard options.verbosity != .quiet else { return }
        importantWarning(message)
    }

    /// Logs a warning also with `--quiet`.
    func importantWarning(_ message: String) {
        let text = "\(style.warning("warning:")) \(TerminalText.escaped(message))"
        log(LogLine(.warn, message, from: origin), text: text, isEscaped: true)
    }

    /// Removes the progress bar for the report, and says how many diagnostics were not shown.
    ///
    /// `rejects` is the directory with all invalid records, if there is one.
    func endProgress(rejects: String?) {
        state.withLock { $0.ticker?.cancel() }
        let surplus = state.withLock { $0.diagnosticCount } - maximumDiagnostics
        guard surplus > 0, options.verbosity != .quiet else { return clear() }
        let more = options.verbosity == .verbose ? "" : "; --verbose shows up to \(Self.maximumVerboseDiagnostics)"
        let place = rejects.map { "; \($0) has them all" } ?? more
        let message = "and \(Quantity.count(surplus, "more error"))\(place)"
        log(LogLine(.warn, message, from: origin), text: message)
    }

    /// Logs that the run has completed, to a machine only, as people have the report.
    func succeed(_ report: IngestionReport) {
        guard options.logFormat == .json, options.verbosity != .quiet else { return }
        let count = report.output == nil ? report.recordsAccepted : report.recordsWritten
        var line = LogLine(.info, "completed: \(Quantity.count(count, "record"))", from: origin)
        line.duration = ContinuousClock.now - start
        write(line.json() + "\n")
    }

    /// Reports how a signal has ended the process, unless the run ended by itself; `--quiet` does not silence failures.
    func end(_ ending: Interruption.Ending, hasOutput: Bool) {
        switch ending {
        case .published(let isComplete) where hasOutput && options.verbosity != .quiet:
            let message =
                "interrupted after the data was published" + (isComplete ? "" : ", marked as incomplete")
            log(LogLine(.warn, message, from: origin), text: "\(style.warning("warning:")) \(message)")
        case .published: break
        case .interrupted:
            failAtOnce(hasOutput ? "interrupted; nothing was published" : "interrupted")
        case .publishing:
            failAtOnce("interrupted while publishing; the next run on the directory completes or undoes that")
        }
    }

    private func failAtOnce(_ message: String) {
        var line = LogLine(.error, message, from: origin)
        line.failure = LogLine.Failure(kind: "interrupted", message: message)
        log(line, text: "\(style.error("error:")) \(message)")
    }

    /// Reports why the command failed, also with `--quiet`.
    func fail(_ failure: CommandFailure) {
        guard let message = failure.message, let reason = failure.reason else { return }
        if let diagnostic = failure.diagnostic, isHidden(diagnostic) { write(diagnostic, .error) }
        fail(failure.kind, reason, text: message)
        for other in failure.others { fail(failure.kind, other, text: other) }
    }

    /// Whether the diagnostic, which ended the run and is the first or the last one, was not shown.
    private func isHidden(_ diagnostic: Diagnostic) -> Bool {
        options.verbosity == .quiet || state.withLock { $0.lastHidden?.headline } == diagnostic.headline
    }

    private func fail(_ kind: String, _ reason: String, text: String) {
        var line = LogLine(.error, reason, from: origin)
        line.duration = ContinuousClock.now - start
        line.failure = LogLine.Failure(kind: kind, message: reason)
        log(line, text: "\(style.error("error:")) \(TerminalText.escaped(text))", isEscaped: true)
    }
}

// MARK: A run

extension Console {
    func runWillStart(input: String) async throws(IngestionError) { startTicking(totalBytes: nil) }

    func runDidOpen(input: String, totalBytes: Int?) async {
        let size = totalBytes.map { ", \(Quantity.bytes(Double($0)))" } ?? ""
        info("reading \(input == "-" ? "standard input" : input)\(size)")
        startTicking(totalBytes: totalBytes)
    }

    func runDidResume(_ progress: IngestionProgress) async { showResumed(progress) }

    func runDidProgress(_ progress: IngestionProgress) async { show(progress) }

    func runDidReject(_ diagnostics: [Diagnostic]) async {
        for diagnostic in diagnostics { show(diagnostic) }
    }

    func runWillRetry(_ retry: IngestionRetry) async {
        let pause = Quantity.seconds(retry.pause / .seconds(1))
        warning("attempt \(retry.attempt) of \(retry.maximumAttempts) failed: \(retry.cause); retrying in \(pause)")
    }

    func runDidWarn(_ message: String) async { warning(message) }

    /// Only a store of the run's status fails.
    func observerDidFail(_ error: IngestionError) async { importantWarning(error.advice) }
}

// MARK: Diagnostics and progress

extension Console {
    private func show(_ diagnostic: Diagnostic) {
        guard options.verbosity != .quiet else { return }
        let isShown = state.withLock { state in
            state.diagnosticCount += 1
            let isShown = state.diagnosticCount <= maximumDiagnostics
            state.lastHidden = isShown ? nil : diagnostic
            return isShown
        }
        guard isShown else { return }
        write(diagnostic, options.toleratesRejects && !isBreak(diagnostic) ? .warn : .error)
    }

    /// Whether the input breaks off or is not JSON at all, which is a failure under any policy.
    private func isBreak(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.code == .truncated || diagnostic.code == .syntax && diagnostic.position.record == nil
    }

    private func write(_ diagnostic: Diagnostic, _ level: LogLine.Level) {
        guard options.logFormat == .json else { return write(diagnostic.text(style)) }
        write(LogLine(level, diagnostic, from: origin).json() + "\n")
    }

    private func showResumed(_ progress: IngestionProgress) {
        state.withLock { $0.progress.begin(after: progress) }
        guard options.verbosity != .quiet else { return }
        let done = Quantity.count(progress.records, "record")
        let text =
            progress.bytes == progress.totalBytes
            ? "nothing is left to read: \(done) \(progress.records == 1 ? "was" : "were") done before"
            : "resuming after \(done), \(Quantity.bytes(Double(progress.bytes))) of the input"
        log(LogLine(.info, text, from: origin), text: text)
    }

    /// Shows lines of progress, where there is no bar, from time to time: also while nothing is reported.
    private func startTicking(totalBytes: Int?) {
        let pause = min(lineInterval, .seconds(1))
        state.withLock { state in
            state.last = IngestionProgress(bytes: 0, totalBytes: totalBytes, records: 0, rejects: 0)
            guard state.progress.mode == .lines, state.ticker == nil else { return }
            state.ticker = Task.detached { [weak self] in
                while (try? await Task.sleep(for: pause)) != nil, let self {
                    if let last = self.state.withLock({ $0.last }) { show(last) }
                }
            }
        }
    }

    private func show(_ progress: IngestionProgress) {
        let (due, display) = state.withLock { state in
            state.last = progress
            let text = state.progress.update(progress, now: .now) { FileDescriptor.standardError.columns ?? 80 }
            return (text, state.progress)
        }
        guard let due else { return }
        guard display.mode != .bar else { return writeIgnoringErrors(due) }
        var line = LogLine(.info, due, from: origin)
        line.progress = display.shown?.logged
        log(line, text: "progress: \(due)")
    }

    private func log(_ line: LogLine, text: String, isEscaped: Bool = false) {
        switch options.logFormat {
        case .json: write(line.json() + "\n")
        case .text: write((isEscaped ? text : TerminalText.escaped(text)) + "\n")
        }
    }

    /// Writes whole lines, after removing the progress bar.
    private func write(_ lines: String) {
        writeIgnoringErrors(state.withLock { $0.progress.clear() } + lines)
    }

    private func clear() {
        writeIgnoringErrors(state.withLock { $0.progress.clear() })
    }

    /// Writes text; a failure to write a message cannot be reported.
    private func writeIgnoringErrors(_ text: String) {
        guard !text.isEmpty else { return }
        output(Secrets.redacted(text))
    }

    static func writeToStandardError(_ text: String) {
        try? FileDescriptor.standardError.write(Array(text.utf8))
    }
}
