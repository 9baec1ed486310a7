extension OutputDirectory {
    /// The files that were open when a checkpoint was written.
    struct OpenFiles: ~Copyable {
        var part: PartWriter?
        var rejects: RejectWriter?
    }

    /// Returns the checkpoint of the run that was interrupted here; `nil` where there is none.
    ///
    /// - Throws: `IngestionError` of kind `usage` where it is damaged, or that of a run over something else.
    func checkpoint(for binding: RunBinding) throws(IngestionError) -> Checkpoint? {
        let text: [UInt8]
        do throws(SystemError) {
            guard try temporary.names().contains(PartName.checkpoint) else { return nil }
            let name = PartName.checkpoint
            text = try Descriptor(existing: name, in: temporary.descriptor, isWritable: false).contents()
        } catch {
            throw unreadable(error)
        }
        guard let node = Checkpoint.unsealed(text) else { throw refusal("its checkpoint is damaged") }
        guard node["version"]?.integer == Checkpoint.version else {
            throw refusal("its checkpoint is that of another version of this program")
        }
        if let difference = binding.difference(from: node) { throw refusal(difference) }
        guard let checkpoint = Checkpoint(node, binding) else { throw refusal("its checkpoint makes no sense") }
        return checkpoint
    }

    /// Verifies what the checkpoint names, and clears away what came after it.
    ///
    /// - Returns: the open part and the rejects, cut to what the checkpoint says and ready to be written on.
    func resume(_ checkpoint: Checkpoint, fileExtension: String) throws(IngestionError) -> OpenFiles {
        let parts = checkpoint.parts + (checkpoint.openPart.map { [$0] } ?? [])
        for (number, part) in parts.enumerated() where part.name != PartName.part(number, fileExtension) {
            throw refusal("its checkpoint makes no sense")
        }
        for part in checkpoint.parts { try verify(.whole, of: part.name, is: part.file, in: temporary) }
        if let part = checkpoint.openPart { try verify(.beginning, of: part.name, is: part.file, in: temporary) }
        if let rejects = checkpoint.mark.rejects {
            try verify(.beginning, of: RejectWriter.fileName, is: rejects, in: try rejectsDirectory(in: temporary))
        }
        // All is as it was. Only now is anything changed.
        let part = try resumePart(checkpoint)
        let rejects = try resumeRejects(checkpoint)
        var names = Set(parts.map(\.name) + [PartName.checkpoint])
        if checkpoint.mark.rejects != nil { names.insert(PartName.rejects) }
        try clear(keeping: names)
        return OpenFiles(part: part, rejects: rejects)
    }

    /// Removes what stands in `_temporary/`, these names excepted.
    func clear(keeping names: Set<String> = []) throws(IngestionError) {
        do throws(SystemError) {
            for name in try temporary.names() where !names.contains(name) { try temporary.removeTree(name) }
        } catch {
            throw unreadable(error)
        }
    }

    private func resumePart(_ checkpoint: Checkpoint) throws(IngestionError) -> PartWriter? {
        guard let part = checkpoint.openPart else { return nil }
        let file = try cut(part.name, to: part.bytes, in: temporary)
        do throws(SystemError) {
            return try PartWriter(resuming: part, file: file)
        } catch {
            throw unreadable(error)
        }
    }

    private func resumeRejects(_ checkpoint: Checkpoint) throws(IngestionError) -> RejectWriter? {
        guard let written = checkpoint.mark.rejects else { return nil }
        let rejects = try rejectsDirectory(in: temporary)
        let file = try cut(RejectWriter.fileName, to: written.bytes, in: rejects)
        do throws(SystemError) {
            return try RejectWriter(resuming: written, file: file, in: rejects)
        } catch {
            throw unreadable(error)
        }
    }

    /// Opens the directory of rejects that stands in `parent`.
    func rejectsDirectory(in parent: borrowing Directory) throws(IngestionError) -> Directory {
        guard parent.isDirectory(PartName.rejects) else { throw refusal("\(PartName.rejects) is missing") }
        do throws(SystemError) {
            return try Directory(existing: PartName.rejects, in: parent)
        } catch {
            throw unreadable(error)
        }
    }
}
