/// A run that is published whole, as its manifest tells of it: asked to be resumed, it has nothing left to do.
struct FinishedRun {
    private let manifest: JSONNode

    /// The run that stands in `directory`; `nil` where there is none that has come to its end.
    ///
    /// - Throws: `IngestionError` of kind `usage` where it is a run over something else, or not what was published.
    init?(in output: borrowing OutputDirectory, _ binding: RunBinding) throws(IngestionError) {
        let text: [UInt8]
        do throws(SystemError) {
            let names = try output.directory.names()
            guard names.contains(PartName.success), names.contains(PartName.manifest) else { return nil }
            let name = PartName.manifest
            text = try Descriptor(existing: name, in: output.directory.descriptor, isWritable: false).contents()
        } catch {
            throw output.unreadable(error)
        }
        guard let manifest = JSONNode(text), let parts = manifest["parts"]?.list(FinishedPart.init) else {
            throw Self.foreign(output)
        }
        if let difference = binding.difference(from: manifest) { throw output.refusal(difference) }
        self.manifest = manifest
        for part in parts { try output.verify(.whole, of: part.name, is: part.file, in: output.directory) }
        guard let rejects = manifest["rejects"] else { return }
        guard let file = WrittenFile(rejects) else { throw Self.foreign(output) }
        let directory = try output.rejectsDirectory(in: output.directory)
        try output.verify(.whole, of: RejectWriter.fileName, is: file, in: directory)
    }

    private static func foreign(_ output: borrowing OutputDirectory) -> IngestionError {
        output.refusal("\(PartName.manifest) is no manifest that this program has written")
    }

    /// Enters what the manifest has of the run's report, which is in `output`.
    func complete(
        _ report: inout IngestionReport,
        in output: borrowing OutputDirectory
    ) throws(IngestionError) {
        guard let ledger = manifest["ledger"].flatMap(Ledger.init),
            let errors = manifest["errors"]?.list(IngestionReport.ErrorSummary.init),
            let cleaning = manifest["cleaning"]?.list(IngestionReport.CleaningSummary.init),
            let parts = manifest["parts"]?.list(FinishedPart.init)
        else { throw Self.foreign(output) }
        report.status = .completed
        report.exitCode = 0
        report.shape = manifest["input"]?["shape"]?.string.flatMap(InputShape.init)
        report.bytesRead = ledger.bytesRead
        report.recordsSeen = ledger.recordsSeen
        report.recordsWritten = ledger.recordsWritten
        report.recordsRejected = ledger.recordsRejected
        report.errors = errors
        report.cleaning = cleaning
        report.parts = parts.map { IngestionReport.Part(name: $0.name, records: $0.records, bytes: $0.bytes) }
    }
}
