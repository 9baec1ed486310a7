#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension OutputDirectory {
    /// What a run has to publish, all of it synced and under its final name in `_temporary/`.
    struct Publication {
        let parts: [String]
        let hasRejects: Bool
        /// What is published beside them; it is written with the manifest.
        var companions: [PublishedFile] = []
        /// Whether the input was read to its end; only then is there a `_SUCCESS`.
        let isComplete: Bool
    }

    /// Puts the run in place of what stood here before; `_SUCCESS` comes last.
    ///
    /// If a step fails, those before it are taken back: here, or where the process has been killed by the next run (see
    /// `takeBackUnfinishedPublish`). Until all that is old has been moved away it is in `replacing/`, then in `replaced/`.
    func publish(_ publication: Publication, manifest: Span<UInt8>) throws(SystemError) {
        for file in publication.companions { try writeTemporary(file.name, file.bytes.span) }
        try writeTemporary(PartName.manifest, manifest)
        try temporary.sync()
        let old = try Directory(making: Self.replacing, in: temporary)
        var moves: [(name: String, isOld: Bool)] = []
        do throws(SystemError) {
            for name in try oldNames() {
                try directory.rename(name, to: name, in: old)
                moves.append((name, true))
            }
            // The places that files are moved to come first: a name may be in both, and never in none.
            if !moves.isEmpty { try old.sync() }
            try directory.sync()
            try temporary.rename(Self.replacing, to: Self.replaced, in: temporary)
            try temporary.sync()
            for name in publication.names {
                try temporary.rename(name, to: name, in: directory)
                moves.append((name, false))
            }
            try directory.sync()
            if publication.isComplete {
                try writeTemporary(PartName.success, Span())
                try temporary.rename(PartName.success, to: PartName.success, in: directory)
                moves.append((PartName.success, false))
                try directory.sync()
            }
        } catch {
            takeBack(moves, old)
            throw error
        }
        // The run is published: what is left of the old one is litter, which the next run would clear as well.
        try? removeTemporary()
    }

    /// What is published here now, `_SUCCESS` first: without it nobody takes the rest for whole.
    private func oldNames() throws(SystemError) -> [String] {
        let names = try directory.names().filter(PartName.isPublished)
        return names.filter { $0 == PartName.success } + names.filter { $0 != PartName.success }
    }

    private func writeTemporary(_ name: String, _ bytes: Span<UInt8>) throws(SystemError) {
        let file = try Descriptor(in: temporary.descriptor, name: name, flags: O_WRONLY | O_CREAT | O_EXCL)
        try file.write(bytes)
        try file.setMode(mode)
        try file.sync()
        try file.close()
    }

    /// Undoes renames, the last one first.
    ///
    /// A step that cannot be undone is passed over: the others still can.
    private func takeBack(_ moves: [(name: String, isOld: Bool)], _ old: borrowing Directory) {
        for move in moves.reversed() where !move.isOld {
            try? directory.rename(move.name, to: move.name, in: temporary)
        }
        // From here on what stands in `directory` is the old run's again, as the next run must know if this one dies.
        try? temporary.rename(Self.replaced, to: Self.replacing, in: temporary)
        for move in moves.reversed() where move.isOld { try? old.rename(move.name, to: move.name, in: directory) }
        try? directory.sync()
    }
}

extension OutputDirectory.Publication {
    /// The names in the order in which they are put in place.
    fileprivate var names: [String] {
        parts + (hasRejects ? [PartName.rejects] : []) + companions.map(\.name) + [PartName.manifest]
    }
}
