#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What is checked again when the set is complete, right before it is put in place.
extension OutputDirectory {
    /// Throws if the output directory is no longer what it was when the run began, or a file of the set does not have
    /// the size that was written.
    func refuseLate(_ publication: Publication) throws(IngestionError) {
        let isInPlace = try claim.reading { () throws(SystemError) in try isPathUnchanged() }
        guard isInPlace else { throw displaced }
        let contents = try claim.targetContents(hasWorkspace: workspace.placement == .inside)
        if let entry = contents?.foreign.first { throw claim.foreign(entry, "nothing was published") }
        try check(publication.parts.map { ($0.name, $0.bytes) }, in: set)
        if let rejects = publication.rejects {
            try check([(PartName.rejectsFile, rejects.bytes)], in: try claim.rejectsDirectory(in: set))
        }
    }

    /// Whether the path leads to the same place as when the run began.
    private func isPathUnchanged() throws(SystemError) -> Bool {
        let path = try OutputPath(claim.path.given)
        guard path.missing.isEmpty else { return false }
        let found = try Directory(searchable: path.existing)
        if let target {
            if path.name.isEmpty { return try target.status().isSameFile(as: found.status()) }
            return try found.names(target, path.name)
        }
        guard try found.status().isSameFile(as: parent.status()), path.name == claim.path.name else { return false }
        return try found.status(of: path.name) == nil
    }

    /// The error of a run whose output directory was created, moved or removed meanwhile.
    private var displaced: IngestionError {
        IngestionError(
            .usage,
            "\(claim.path.shown) was created, moved or removed during the run; nothing was published"
        )
    }

    /// The error of a failed publish.
    func publishFailure(_ error: SystemError) -> IngestionError {
        guard ![ESTALE, EEXIST, ENOTEMPTY, ENOTDIR].contains(error.code) else { return displaced }
        let failure = claim.unwritable(error)
        guard isTorn else { return failure }
        let advice = "some files are now in \(workspaceName); the next run that replaces or resumes moves them back"
        var torn = IngestionError(failure.kind, "\(failure.message); \(advice)", isTransient: failure.isTransient)
        torn.isOutputTorn = true
        return torn
    }

    private func check(_ files: [(name: String, bytes: Int)], in directory: Directory) throws(IngestionError) {
        for (name, bytes) in files {
            let status = try claim.reading { () throws(SystemError) in try directory.status(of: name) }
            guard status?.kind == .regular, status?.size == bytes else {
                let found = status.map { "\($0.size)" } ?? "no file"
                throw IngestionError(
                    .inconsistency,
                    "\(name): expected \(bytes) bytes, found \(found); nothing was published"
                )
            }
        }
    }
}
