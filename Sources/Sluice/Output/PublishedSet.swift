/// The files that a run has published in a directory, as listed by the manifest there.
struct PublishedSet: Sendable {
    /// The run's name in the journal; `nil` in manifests of the first version.
    let run: String?
    /// The files' sizes by path from the directory; `nil` if the manifest does not have the size.
    private var sizes: [String: Int?] = [:]
    private let manifest: PublishedManifest

    /// Reads a manifest; `nil` unless Sluice has written it.
    init?(manifest text: [UInt8]) {
        guard let manifest = PublishedManifest(text), let parts = manifest.partFiles else { return nil }
        self.manifest = manifest
        run = manifest.run
        for part in parts { sizes[part.name] = part.bytes }
        if manifest.version == 1 {
            if manifest.hasRejects { sizes[PartName.rejects + "/" + PartName.rejectsFile] = manifest.rejects?.bytes }
            if manifest.hasSchema { for name in [PartName.schema, PartName.schemaDDL] { sizes[name] = .some(nil) } }
        } else {
            guard let files = manifest.otherFiles else { return nil }
            for file in files { sizes[file.name] = file.bytes }
        }
    }

    /// Reads the manifest in `directory`; `nil` if there is none.
    init?(in directory: borrowing Directory) throws(SystemError) {
        guard try directory.status(of: PartName.manifest)?.kind == .regular else { return nil }
        self.init(manifest: try directory.contents(of: PartName.manifest))
    }

    /// Whether the manifest lists the regular file at `path` with its actual size.
    func lists(_ path: String, _ status: FileStatus) -> Bool {
        guard status.kind == .regular, let size = sizes[path] else { return false }
        return size == nil || size == status.size
    }

    /// What differs between the run and one with this binding, as a clause; `nil` if nothing does.
    func difference(from binding: RunBinding) -> String? { manifest.difference(from: binding) }

    /// The outcome according to the manifest, for the journal of a run that died before recording it.
    var outcome: (event: StatusEvent, end: String)? {
        guard let figures = manifest.figures, let isComplete = manifest.isComplete, let end = manifest.endedAt else {
            return nil
        }
        guard !isComplete else { return (.completed(figures), end) }
        return (.failed(figures, message: manifest.failure), end)
    }
}
