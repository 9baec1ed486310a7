#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What an interrupted run has left is believed only when it has been read again.
extension OutputClaim {
    /// How much of a file is to be what was written to it.
    enum Extent {
        /// All of it: it was closed.
        case whole
        /// Its beginning: more was written to it later.
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
        // Cut, a file that has another name as well would lose bytes there too.
        guard extent == .whole || status.links == 1 else { throw refusal("\(name) has another name as well") }
        guard extent == .whole ? status.size == expected.bytes : status.size >= expected.bytes else {
            throw refusal("\(name) has \(status.size) bytes instead of \(expected.bytes)")
        }
        var found = WrittenFile()
        var counter = RecordCounter(format)
        // A run that is interrupted does not read to the end first.
        try readingWork { () throws(SystemError) in
            try file.read { bytes in
                let bytes = bytes.extracting(first: min(bytes.count, expected.bytes - found.bytes))
                found.append(bytes)
                counter?.count(bytes)
                return found.bytes < expected.bytes && !Task.isCancelled
            }
        }
        guard !Task.isCancelled else { throw .interrupted }
        guard found == expected else { throw refusal("\(name) is not what was written to it") }
        if let records, let counted = counter?.records, counted != records {
            throw refusal("\(name) holds \(counted) records instead of \(records)")
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
            "cannot continue the run in \(path.shown): \(error)",
            isTransient: error.isTransient
        )
    }
}
