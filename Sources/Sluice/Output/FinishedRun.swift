/// A published run, as its manifest describes it: resuming it has nothing left to do.
struct FinishedRun {
    private let manifest: PublishedManifest
    /// Whether it holds the whole input.
    private let isComplete: Bool
    private let claim: OutputClaim

    /// The run published in the claimed directory; `nil` if there is none, or its `_SUCCESS` contradicts its manifest.
    ///
    /// - Throws: `IngestionError` of kind `usage` if it has other input, schema or options, or its files have changed.
    init?(in claim: OutputClaim, _ binding: RunBinding) throws(IngestionError) {
        guard let directory = claim.target else { return nil }
        let text = try claim.readingWork { () throws(SystemError) -> [UInt8]? in
            guard try directory.status(of: PartName.manifest)?.kind == .regular else { return nil }
            return try directory.contents(of: PartName.manifest)
        }
        guard let text else { return nil }
        self.claim = claim
        guard let manifest = PublishedManifest(text), let parts = manifest.parts else {
            throw Self.foreign(claim)
        }
        let hasSuccess = try claim.readingWork { () throws(SystemError) in
            try directory.status(of: PartName.success)?.kind == .regular
        }
        guard manifest.isComplete == hasSuccess else { return nil }
        isComplete = hasSuccess
        self.manifest = manifest
        if let difference = manifest.difference(from: binding) { throw claim.refusal(difference) }
        for part in parts {
            let format = binding.options.format
            try claim.verify(.whole, of: part.name, is: part.file, records: part.records, format, in: directory)
        }
        guard manifest.hasRejects else { return }
        guard let file = manifest.rejects else { throw Self.foreign(claim) }
        let rejectsDirectory = try claim.rejectsDirectory(in: directory)
        try claim.verify(.whole, of: PartName.rejectsFile, is: file, in: rejectsDirectory)
    }

    private static func foreign(_ claim: OutputClaim) -> IngestionError {
        claim.refusal("\(PartName.manifest) is damaged, or was not written by Sluice")
    }

    /// Completes the report of a run on `inputs` from the manifest.
    func complete(_ report: inout IngestionReport, _ inputs: InputList) throws(IngestionError) {
        guard let ledger = manifest.ledger, let errors = manifest.errors, let cleaning = manifest.cleaning,
            let parts = manifest.parts
        else { throw Self.foreign(claim) }
        report.status = isComplete ? .completed : .failed
        report.failure = isComplete ? nil : .data
        report.isIncomplete = !isComplete
        if !isComplete { report.fail(published: manifest.failure, first: manifest.firstError) }
        report.shape = manifest.shape
        report.stoppedAt = manifest.stoppedAt
        report.rejectsLeftOut = manifest.rejectsLeftOut
        report.take(ledger)
        report.inputs = ReportedInputs(inputs, manifest.inputs ?? InputLedger(), ledger)
        report.recordsWritten = report.recordsAccepted
        report.errors = errors
        report.firstError = manifest.firstError
        report.cleaning = cleaning
        report.parts = parts.map { IngestionReport.Part(name: $0.name, records: $0.records, bytes: $0.bytes) }
    }
}
