/// What is fixed for a run once its input is open.
struct RunContext: Sendable {
    let input: InputFacts
    let output: OutputDestination
    /// How the records are written.
    let plan: OutputPlan
    let schema: Schema?
    let options: IngestionOptions
    /// The files that are published beside the parts, known before the first part.
    var companions: [PublishedFile] = []
    let start: ContinuousClock.Instant

    /// Throws if the input has changed since it was opened.
    func checkInput() throws(IngestionError) {
        do throws(InputError) {
            try input.checkUnchanged()
        } catch {
            throw IngestionError(error)
        }
    }
}

// MARK: The error policy

extension RunContext {
    /// Why the run ends with `rejection`, the fault with number `faults`; `nil` if it continues.
    func failure(after rejection: RecordRejection, faults: Int, at place: RecordPosition) -> IngestionError? {
        switch options.errorPolicy {
        case .fail:
            let message = rejection.violations[0].message
            let location = "\(input.name):\(place.line):\(place.column)"
            if rejection.isStructural {
                return IngestionError(.input, "\(location): the input is not valid JSON: \(message)\(consequence)")
            }
            return IngestionError(.data, "\(place.badSubject) (\(location))\(consequence)", remedy: .quarantine)
        case .quarantine(.count(let limit)) where faults > limit:
            return IngestionError(.data, "more than \(limit) invalid records\(consequence)", remedy: .raiseRejectLimit)
        case .quarantine: return nil
        }
    }

    /// Throws if the whole input has too large a share of faults, or was not JSON at all.
    func checkPolicy(_ totals: RunTotals) throws(IngestionError) {
        let (records, faults) = (totals.ledger.recordsSeen, totals.faultCount)
        if case .quarantine(.percentage(let limit)) = options.errorPolicy,
            Double(faults) * 100 > limit * Double(records)
        {
            throw IngestionError(
                .data,
                "\(faults) errors in \(records) records, more than \(limit) %\(consequence)",
                remedy: .raiseRejectLimit
            )
        }
        guard input.head.beginsWithArray != nil || records > 0 || faults == 0 else {
            throw IngestionError(.input, "\(input.name) is not JSON: it contains no object or array")
        }
    }

    /// What a failure means for the output, as the end of a sentence.
    private var consequence: String { output == .none ? "" : "; nothing was published" }
}
