/// What is fixed for a run once its inputs are listed.
struct RunContext: Sendable {
    let inputs: InputList
    let output: OutputDestination
    /// How the records are written.
    let plan: OutputPlan
    let schema: Schema?
    let options: IngestionOptions
    /// The files that are published beside the parts, known before the first part.
    var companions: [PublishedFile] = []
    let start: RunClock

    /// Throws if an input has changed since it was listed; `last` is the one that is open.
    func checkInputs(_ last: RunInput?) throws(IngestionError) {
        try last?.checkUnchanged()
        do throws(InputError) {
            try inputs.checkUnchanged(except: last?.facts?.canSeeChanges == true ? last?.index : nil)
        } catch {
            throw IngestionError(error)
        }
    }
}

// MARK: The error policy

extension RunContext {
    /// Why the run ends with `rejection`, the fault with number `faults`; `nil` if it continues.
    ///
    /// `nested` is where records may be if none has passed so far.
    func failure(
        after rejection: RecordRejection,
        faults: Int,
        first: Diagnostic?,
        _ nested: NestedRecords?,
        hasFoundRecords: Bool
    ) -> IngestionError? {
        let consequence = consequence + (nested?.clause ?? "")
        switch options.errorPolicy {
        case .fail:
            let headline = first?.headline ?? ""
            if rejection.isStructural {
                let reason = "the input is not valid JSON"
                let message = "\(reason): \(headline)\(consequence)"
                return IngestionError(.input, message, summary: reason + consequence, quoting: first)
            }
            if rejection.violations.first?.code == .noRecords, !hasFoundRecords {
                let summary = "no records were found at \(options.location?.shown ?? "")\(consequence)"
                return IngestionError(.input, headline + consequence, summary: summary, quoting: first)
            }
            let summary = "\(first?.position.badSubject ?? "")\(consequence)"
            let remedy: IngestionError.Remedy? = nested == nil ? .quarantine : nested?.remedy
            return IngestionError(.data, headline + consequence, summary: summary, quoting: first, remedy: remedy)
        case .quarantine(.count(let limit)) where faults > limit:
            let summary = "more than \(limit) invalid records\(consequence)"
            return failure(summary, quoting: first, remedy: .raiseRejectLimit)
        case .quarantine: return nil
        }
    }

    /// Why a run ends at the place where the stream of its input breaks off.
    func failure(_ streamBreak: StreamBreak) -> IngestionError {
        IngestionError(.input, streamBreak.message + consequence)
    }

    /// Throws if there was no document, if no record has passed, or if all inputs have too large a share of faults.
    func checkPolicy(
        _ totals: RunTotals,
        _ nested: NestedRecords?,
        hasFoundRecords: Bool
    ) throws(IngestionError) {
        let (records, faults) = (totals.ledger.recordsSeen, totals.faultCount)
        guard totals.inputs.blank < inputs.count else {
            let subject = inputs.count == 1 ? inputs.summary : "none of the \(inputs.count.grouped) inputs"
            throw IngestionError(.input, "\(subject) contains \(inputs.count == 1 ? "no" : "a") JSON document")
        }
        if let location = options.location, !hasFoundRecords {
            let summary = "no document has records at \(location.shown)\(consequence)"
            throw failure(summary, quoting: totals.firstError, kind: .input)
        }
        if records > 0, totals.ledger.recordsWritten == 0, !options.allowsEmpty {
            let subject = records == 1 ? "the only record is" : "all \(records.grouped) records are"
            let summary = "\(subject) invalid\(consequence)\(nested?.clause ?? "")"
            throw failure(
                summary,
                quoting: totals.firstError,
                remedy: nested == nil && output != .none ? .allowEmpty : nested?.remedy
            )
        }
        if case .quarantine(.percentage(let limit)) = options.errorPolicy,
            Double(faults) * 100 > limit * Double(records)
        {
            let summary =
                "\(faults.grouped) error\(faults == 1 ? "" : "s") in \(records.grouped) records, more than \(Self.shown(limit))%\(consequence)"
            throw failure(summary, quoting: totals.firstError, remedy: .raiseRejectLimit)
        }
    }

    private func failure(
        _ summary: String,
        quoting first: Diagnostic?,
        kind: IngestionError.Kind = .data,
        remedy: IngestionError.Remedy? = nil
    ) -> IngestionError {
        let message = first.map { "\(summary); the first error: \($0.headline)" } ?? summary
        return IngestionError(kind, message, summary: summary, quoting: first, remedy: remedy)
    }

    /// A percentage without a fraction of zero.
    private static func shown(_ percentage: Double) -> String {
        Int(exactly: percentage).map(String.init) ?? "\(percentage)"
    }

    /// What a failure means for the output, as the end of a sentence.
    private var consequence: String {
        switch output {
        case .directory: "; nothing was published"
        case .stream: "; the output is incomplete"
        case .none: ""
        }
    }

    /// The error of a run that was cancelled.
    var interruption: IngestionError {
        output.isStream ? IngestionError(.interrupted, "interrupted\(consequence)") : .interrupted
    }
}

extension NestedRecords {
    /// How a user may say that the records are there.
    fileprivate var remedy: IngestionError.Remedy? {
        likeliest.map { .locateRecords(pointer: $0.pointer, areMembers: $0.areMembers) }
    }
}
