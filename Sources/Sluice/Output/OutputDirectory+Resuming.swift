extension OutputDirectory {
    /// The files that were open when a checkpoint was written.
    struct OpenFiles: ~Copyable {
        var part: PartWriter?
        var rejects: RejectWriter?
    }

    /// Continues a set that has been verified: cuts off and removes what came after the checkpoint, and returns the open
    /// part and the rejects, ready to be written to.
    ///
    /// `name` is the one that the open part has.
    func resume(_ checkpoint: Checkpoint, openPart name: String?) throws(IngestionError) -> OpenFiles {
        do throws(SystemError) {
            var files = OpenFiles()
            if let part = checkpoint.openPart, let name {
                if name != part.name { try set.rename(name, to: part.name, in: set) }
                files.part = try PartWriter(resuming: part, file: cut(part.name, to: part.bytes, in: set))
            }
            if let written = checkpoint.mark.rejects {
                let rejects = try Directory(existing: PartName.rejects, in: set)
                let file = try cut(PartName.rejectsFile, to: written.bytes, in: rejects)
                files.rejects = try RejectWriter(resuming: written, file: file, in: rejects)
            }
            try clear(after: checkpoint)
            return files
        } catch {
            throw claim.unwritable(error)
        }
    }

    private func cut(_ name: String, to length: Int, in directory: Directory) throws(SystemError) -> Descriptor {
        let file = try Descriptor(existing: name, in: directory.descriptor, isWritable: true)
        try file.cut(to: length)
        return file
    }

    /// Removes the files of the set that the checkpoint does not name.
    private func clear(after checkpoint: Checkpoint) throws(SystemError) {
        var names = Set(checkpoint.parts.map(\.name))
        if let part = checkpoint.openPart { names.insert(part.name) }
        let contents = try SetContents(of: set, .working)
        for name in contents.files where !names.contains(name) { try set.remove(name) }
        guard checkpoint.mark.rejects == nil, let rejects = contents.rejects else { return }
        let directory = try Directory(existing: PartName.rejects, in: set)
        for name in rejects { try directory.remove(name) }
        try set.removeDirectory(PartName.rejects)
    }
}
