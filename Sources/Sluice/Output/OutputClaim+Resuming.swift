#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension OutputClaim {
    /// Returns the checkpoint of the run that was interrupted in `workspace`.
    ///
    /// - Throws: `IngestionError` of kind `usage` if it is damaged, or its input, schema or options differ.
    func checkpoint(in workspace: Workspace, for binding: RunBinding) throws(IngestionError) -> Checkpoint {
        let text = try readingWork { () throws(SystemError) in
            try workspace.directory.contents(of: PartName.checkpoint)
        }
        guard let node = Checkpoint.unsealed(text) else { throw refusal("its checkpoint is damaged") }
        guard node["version"]?.integer == Checkpoint.version else {
            throw refusal("its checkpoint was written by a different version of Sluice")
        }
        if let difference = binding.difference(from: node) { throw refusal(difference) }
        guard let checkpoint = Checkpoint(node, binding) else { throw inconsistentCheckpoint }
        return checkpoint
    }

    private var inconsistentCheckpoint: IngestionError { refusal("its checkpoint is inconsistent") }

    /// Verifies the files of `set` that the checkpoint names; returns the current name of the open part.
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

    /// The current name of a part that was open at the checkpoint: it changes when the part is closed.
    private func currentName(of part: String, number: Int, in set: Directory) throws(IngestionError) -> String {
        let names = try readingWork { () throws(SystemError) in try set.entries().compactMap(\.text) }
        let found = names.filter { PartName.isPart($0, number: number) }
        guard let name = found.first, found.count == 1 else { throw refusal("\(part) is missing") }
        return name
    }
}

// MARK: Verifying

/// Files are trusted only after they have been read again.
extension OutputClaim {
    /// How much of a file is verified.
    enum Extent {
        /// All of it: it was closed.
        case whole
        /// Its beginning: more may have been written to it later.
        case beginning
    }

    /// Throws unless the file `name`, or its beginning, is `expected` and holds `records` records of `format`.
    func verify(
        _ extent: Extent,
        of name: String,
        is expected: WrittenFile,
        records: Int? = nil,
        _ format: OutputFormat = .ndjson,
        in directory: Directory
    ) throws(IngestionError) {
        let file = try opened(name, in: directory, isWritable: extent == .beginning)
        let status = try readingWork { () throws(SystemError) in try file.status() }
        guard status.kind == .regular else { throw refusal("\(name) is not a regular file") }
        // Truncating a file that has a second name would truncate it there too.
        guard extent == .whole || status.links == 1 else { throw refusal("\(name) has a second hard link") }
        guard extent == .whole ? status.size == expected.bytes : status.size >= expected.bytes else {
            throw refusal("\(name): expected \(expected.bytes) bytes, found \(status.size)")
        }
        var found = WrittenFile()
        var counter = RecordCounter(format)
        // A run that is cancelled does not read to the end first.
        try readingWork { () throws(SystemError) in
            try file.read { bytes in
                let bytes = bytes.extracting(first: min(bytes.count, expected.bytes - found.bytes))
                found.append(bytes)
                counter?.count(bytes)
                return found.bytes < expected.bytes && !Task.isCancelled
            }
        }
        guard !Task.isCancelled else { throw .interrupted }
        guard found == expected else { throw refusal("\(name) was changed after it was written") }
        if let records, let counted = counter?.records, counted != records {
            throw refusal("\(name): expected \(records) records, found \(counted)")
        }
    }

    private func opened(
        _ name: String,
        in directory: Directory,
        isWritable: Bool
    ) throws(IngestionError) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor(existing: name, in: directory.descriptor, isWritable: isWritable)
        } catch {
            throw [ENOENT, ELOOP, ENXIO, EISDIR].contains(error.code)
                ? refusal("\(name) is missing") : unreadableWork(error)
        }
    }

    /// Opens the directory of rejects in `directory`.
    func rejectsDirectory(in directory: Directory) throws(IngestionError) -> Directory {
        let isThere = try readingWork { () throws(SystemError) in try directory.isDirectory(PartName.rejects) }
        guard isThere else { throw refusal("\(PartName.rejects) is missing") }
        return try readingWork { () throws(SystemError) in try Directory(existing: PartName.rejects, in: directory) }
    }

    func readingWork<Value: ~Copyable>(_ body: () throws(SystemError) -> Value) throws(IngestionError) -> Value {
        do throws(SystemError) { return try body() } catch { throw unreadableWork(error) }
    }

    /// The error of a run that cannot be continued.
    func refusal(_ reason: String) -> IngestionError {
        IngestionError(.usage, "cannot resume the run in \(path.shown): \(reason)", remedy: .startOver)
    }

    private func unreadableWork(_ error: SystemError) -> IngestionError {
        IngestionError(
            .output,
            "cannot resume the run in \(path.shown): \(error)",
            isTransient: error.isTransient
        )
    }
}
