#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension OutputDirectory {
    /// How much of a file is to be what was written to it.
    enum Extent {
        /// All of it: it was closed.
        case whole
        /// Its beginning: it was written on.
        case beginning
    }

    /// Returns the file `name` cut to `length` bytes and ready to be written on.
    func cut(_ name: String, to length: Int, in directory: borrowing Directory) throws(IngestionError) -> Descriptor {
        let file = try opened(name, in: directory, isWritable: true)
        try mapped { () throws(SystemError) in try file.cut(to: length) }
        return file
    }

    /// Throws unless the file `name`, or its beginning, is `expected`.
    func verify(
        _ extent: Extent,
        of name: String,
        is expected: WrittenFile,
        in directory: borrowing Directory
    ) throws(IngestionError) {
        let file = try opened(name, in: directory, isWritable: extent == .beginning)
        guard let size = try mapped({ () throws(SystemError) in try file.size() }) else {
            throw refusal("\(name) is no file")
        }
        guard extent == .whole ? size == expected.bytes : size >= expected.bytes else {
            throw refusal("\(name) has \(size) bytes instead of \(expected.bytes)")
        }
        var found = WrittenFile()
        // Nobody waits for the end of the whole directory who has interrupted the run.
        try mapped { () throws(SystemError) in
            try file.read { stretch in
                found.append(stretch.extracting(first: min(stretch.count, expected.bytes - found.bytes)))
                return found.bytes < expected.bytes && !Task.isCancelled
            }
        }
        guard !Task.isCancelled else { throw .interrupted }
        guard found == expected else { throw refusal("\(name) is not what was written to it") }
    }

    private func opened(
        _ name: String,
        in directory: borrowing Directory,
        isWritable: Bool
    ) throws(IngestionError) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor(existing: name, in: directory.descriptor, isWritable: isWritable)
        } catch {
            throw [ENOENT, ELOOP, ENXIO, EISDIR].contains(error.code)
                ? refusal("\(name) is missing") : unreadable(error)
        }
    }

    private func mapped<Value>(_ body: () throws(SystemError) -> Value) throws(IngestionError) -> Value {
        do throws(SystemError) { return try body() } catch { throw unreadable(error) }
    }

    /// The error of a run that cannot be continued.
    func refusal(_ reason: String) -> IngestionError {
        IngestionError(
            .usage,
            "cannot resume the run in \(Excerpt.path(directory.path)): \(reason); --overwrite starts anew"
        )
    }

    /// The error of work of an interrupted run that cannot be looked at.
    func unreadable(_ error: SystemError) -> IngestionError {
        IngestionError(
            .output,
            "cannot go on with what stands in \(Excerpt.path(directory.path)): \(error)",
            isTransient: error.isTransient
        )
    }
}
