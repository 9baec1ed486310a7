/// The files that a run has published in a directory, as the manifest there lists them.
struct PublishedSet: Sendable {
    /// The run's name in the journal; `nil` for manifests of the first version.
    let run: String?
    /// The sizes of the files by their paths from the directory; `nil` where the manifest does not say.
    private var sizes: [String: Int?] = [:]
    private let manifest: PublishedManifest

    /// Reads a manifest; `nil` unless it is one that this program has written.
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

    /// Reads the manifest in `directory`; `nil` where there is none.
    init?(in directory: borrowing Directory) throws(SystemError) {
        guard try directory.status(of: PartName.manifest)?.kind == .regular else { return nil }
        self.init(manifest: try directory.contents(of: PartName.manifest))
    }

    /// Whether the manifest lists the regular file at `path` with the size that it has.
    func lists(_ path: String, _ status: FileStatus) -> Bool {
        guard status.kind == .regular, let size = sizes[path] else { return false }
        return size == nil || size == status.size
    }

    /// What differs between the run and one with this binding, in a clause; `nil` where nothing does.
    func difference(from binding: RunBinding) -> String? { manifest.difference(from: binding) }

    /// What the manifest says of the whole run, for the journal of one that died before it could say so itself.
    var outcome: (event: StatusEvent, end: String)? {
        guard let figures = manifest.figures, let isComplete = manifest.isComplete, let end = manifest.endedAt else {
            return nil
        }
        guard !isComplete else { return (.completed(figures), end) }
        return (.failed(figures, message: IngestionReport.brokenInput(isPublished: true)), end)
    }
}
