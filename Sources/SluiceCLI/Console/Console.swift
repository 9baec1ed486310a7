import Sluice

/// Everything that a run prints to standard error: diagnostics, log and progress, which share the terminal's last line.
final class Console: RunObserver {
    /// The maximum number of diagnostics shown.
    private static let maximumDiagnostics = 20
    /// The maximum with `--verbose`, so that bad lines do not become many times as much text.
    private static let maximumVerboseDiagnostics = 10_000

    private struct State {
        var progress: ProgressDisplay
        var diagnosticCount = 0
        /// The last diagnostic, if that was one too many to be shown.
        var lastHidden: Diagnostic?
    }

    private let options: ConsoleOptions
    private let style: Style
    private let origin: LogOrigin
    private let start = ContinuousClock.now
    private let state: Locked<State>

    init(_ options: ConsoleOptions) {
        self.options = options
        let isTerminal = FileDescriptor.standardError.isTerminal
        style = Style(options.color, isTerminal: isTerminal, environment: ProcessSetup.environment)
        origin = LogOrigin(environment: ProcessSetup.environment, pipelineID: options.pipelineID)
        state = Locked(State(progress: ProgressDisplay(Self.progressMode(options, isTerminal), start: start)))
    }

    private var maximumDiagnostics: Int {
        options.verbosity == .verbose ? Self.maximumVerboseDiagnostics : Self.maximumDiagnostics
    }

    private static func progressMode(_ options: ConsoleOptions, _ isTerminal: Bool) -> ProgressDisplay.Mode {
        switch (options.verbosity, options.progress) {
        case (.quiet, _), (_, .never): .none
        case (_, .always): options.logFormat == .json ? .lines : .bar
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
    func runDidOpen(input: String, totalBytes: Int?) async {
        let size = totalBytes.map { ", \(Quantity.bytes(Double($0)))" } ?? ""
        info("reading \(input == "-" ? "standard input" : input)\(size)")
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

    private func show(_ progress: IngestionProgress) {
        let (due, mode) = state.withLock { state in
            let text = state.progress.update(progress, now: .now) { FileDescriptor.standardError.columns ?? 80 }
            return (text, state.progress.mode)
        }
        guard let due else { return }
        if mode == .bar {
            writeIgnoringErrors(due)
        } else {
            log(LogLine(.info, due, from: origin), text: "progress: \(due)")
        }
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
        try? FileDescriptor.standardError.write(Array(Secrets.redacted(text).utf8))
    }
}
