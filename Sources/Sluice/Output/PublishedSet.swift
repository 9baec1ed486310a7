/// The files that a run has published in a directory, as the manifest there lists them.
struct PublishedSet: Sendable {
    /// The versions of the manifest that are read; the first one lists no schema files.
    private static let versions = 1...2

    /// The run's name in the journal; `nil` for manifests of the first version.
    let run: String?
    /// The sizes of the files by their paths from the directory; `nil` where the manifest does not say.
    private var sizes: [String: Int?] = [:]
    private let manifest: JSONNode

    /// Reads a manifest; `nil` unless it is one that this program has written.
    init?(manifest text: [UInt8]) {
        guard let manifest = JSONNode(text), let version = manifest["manifest_version"]?.integer,
            Self.versions.contains(version), let parts = manifest["parts"]?.list(Self.file)
        else { return nil }
        self.manifest = manifest
        run = manifest["run"]?.string
        for part in parts { sizes[part.name] = part.bytes }
        if version == 1 {
            if let rejects = manifest["rejects"] {
                sizes[PartName.rejects + "/" + PartName.rejectsFile] = rejects["bytes"]?.count
            }
            if manifest["schema"]?["crc32c"]?.string != nil {
                for name in [PartName.schema, PartName.schemaDDL] { sizes[name] = .some(nil) }
            }
        } else {
            guard let files = manifest["files"]?.list(Self.file) else { return nil }
            for file in files { sizes[file.name] = file.bytes }
        }
    }

    /// Reads the manifest in `directory`; `nil` where there is none.
    init?(in directory: borrowing Directory) throws(SystemError) {
        guard try directory.status(of: PartName.manifest)?.kind == .regular else { return nil }
        self.init(manifest: try directory.contents(of: PartName.manifest))
    }

    private static func file(_ node: JSONNode) -> (name: String, bytes: Int)? {
        guard let name = node["name"]?.string, let bytes = node["bytes"]?.count else { return nil }
        return (name, bytes)
    }

    /// Whether the manifest lists the regular file at `path` with the size that it has.
    func lists(_ path: String, _ status: FileStatus) -> Bool {
        guard status.kind == .regular, let size = sizes[path] else { return false }
        return size == nil || size == status.size
    }

    /// What differs between the run and one with this binding, in a clause; `nil` where nothing does.
    func difference(from binding: RunBinding) -> String? { binding.difference(from: manifest) }

    /// What the manifest says of the whole run, for the journal of one that died before it could say so itself.
    var outcome: (event: StatusEvent, end: String)? {
        guard let ledger = manifest["ledger"].flatMap(Ledger.init), let seconds = manifest["seconds"]?.source,
            let isComplete = manifest["complete"]?.boolean, let end = manifest["ended_at"]?.string
        else { return nil }
        let figures = StatusFigures(
            seconds: Double(seconds) ?? 0,
            recordsProcessed: ledger.recordsWritten,
            recordsRejected: ledger.recordsRejected
        )
        guard !isComplete else { return (.completed(figures), end) }
        return (.failed(figures, message: IngestionReport.brokenInput(isPublished: true)), end)
    }
}
