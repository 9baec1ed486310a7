/// The rule by which an entry of a directory of records is Sluice's own: only own entries are ever removed or replaced.
enum SetOwnership {
    /// What a manifest lists by name and size, and the manifest and `_SUCCESS` themselves.
    case listed(PublishedSet?)
    /// The names that a run uses while it builds a set, in a directory with the run's own marker.
    case working

    /// Whether the file at `path`, relative to the directory, is Sluice's own.
    func owns(_ path: String, _ status: FileStatus) -> Bool {
        guard status.kind == .regular, path.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        switch self {
        case .listed(let set):
            switch path {
            case PartName.success: return status.size == 0
            case PartName.manifest: return set != nil
            default: return set?.lists(path, status) ?? false
            }
        case .working:
            let names = [
                PartName.success, PartName.manifest, PartName.schema, PartName.schemaDDL,
                PartName.rejects + "/" + PartName.rejectsFile,
            ]
            return names.contains(path) || PartName.isPart(path)
        }
    }

    /// Whether there may be a directory of rejects.
    var hasRejects: Bool {
        switch self {
        case .listed(let set): set != nil
        case .working: true
        }
    }
}
