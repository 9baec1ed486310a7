extension OutputClaim {
    /// Returns the checkpoint of the run that was interrupted in `workspace`.
    ///
    /// - Throws: `IngestionError` of kind `usage` where it is damaged, or that of a run over something else.
    func checkpoint(in workspace: Workspace, for binding: RunBinding) throws(IngestionError) -> Checkpoint {
        let text = try readingWork { () throws(SystemError) in
            try workspace.directory.contents(of: PartName.checkpoint)
        }
        guard let node = Checkpoint.unsealed(text) else { throw refusal("its checkpoint is damaged") }
        guard node["version"]?.integer == Checkpoint.version else {
            throw refusal("its checkpoint is that of another version of this program")
        }
        if let difference = binding.difference(from: node) { throw refusal(difference) }
        guard let checkpoint = Checkpoint(node, binding) else { throw inconsistentCheckpoint }
        return checkpoint
    }

    var inconsistentCheckpoint: IngestionError { refusal("its checkpoint is inconsistent") }

    /// Verifies what the checkpoint names in `set`; returns the name that the open part has by now.
    func verify(_ checkpoint: Checkpoint, in set: Directory, _ format: OutputFormat) throws(IngestionError) -> String? {
        for (number, part) in checkpoint.parts.enumerated() {
            guard part.name == PartName.part(number, crc32c: part.crc32c, format.fileExtension) else {
                throw inconsistentCheckpoint
            }
            try verify(.whole, of: part.name, is: part.file, records: part.records, format, in: set)
        }
        if let rejects = checkpoint.mark.rejects {
            let directory = try rejectsDirectory(in: set)
            let count = checkpoint.mark.totals.ledger.rejectLines
            try verify(.beginning, of: PartName.rejectsFile, is: rejects, records: count, in: directory)
        }
        guard let part = checkpoint.openPart else { return nil }
        let number = checkpoint.parts.count
        guard part.name == PartName.openPart(number, format.fileExtension) else { throw inconsistentCheckpoint }
        let name = try currentName(of: part.name, number: number, in: set)
        try verify(.beginning, of: name, is: part.file, records: part.records, format, in: set)
        return name
    }

    /// The name that a part has which was open at the checkpoint: if it was closed after that, it has another one.
    private func currentName(of part: String, number: Int, in set: Directory) throws(IngestionError) -> String {
        let names = try readingWork { () throws(SystemError) in try set.entries().compactMap(\.text) }
        let found = names.filter { PartName.isPart($0, number: number) }
        guard let name = found.first, found.count == 1 else { throw refusal("\(part) is missing") }
        return name
    }
}
