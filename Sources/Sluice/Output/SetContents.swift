/// The entries of a directory of records, each either Sluice's own or foreign.
///
/// It looks into `_rejects` and no deeper: anything deeper is foreign.
struct SetContents {
    /// The own files in the directory itself, the journal included.
    private(set) var files: [String] = []
    /// The own files in `_rejects`; `nil` if there is no such directory.
    private(set) var rejects: [String]?
    /// The paths of the other entries, escaped for messages.
    private(set) var foreign: [String] = []
    /// Whether one of the own files is an input.
    private(set) var holdsInput = false

    /// Reads `directory`, ignoring the names in `exceptions`.
    init(
        of directory: Directory,
        _ ownership: SetOwnership,
        except exceptions: [String] = [],
        inputs: Set<InputList.FileNumber> = []
    ) throws(SystemError) {
        for entry in try directory.entries() {
            // A file that has disappeared since then does not matter.
            guard let name = entry.text, let status = try directory.status(of: name) else {
                if entry.text == nil { foreign.append(entry.shown) }
                continue
            }
            guard !exceptions.contains(name) else { continue }
            if inputs.contains(status) { holdsInput = true }
            if name == PartName.rejects, status.kind == .directory, ownership.hasRejects {
                try lookThroughRejects(of: directory, ownership, inputs)
            } else if try name == PartName.status
                ? StatusHistory.isJournal(name, in: directory) : ownership.owns(name, status)
            {
                files.append(name)
            } else {
                foreign.append(entry.shown)
            }
        }
    }

    private mutating func lookThroughRejects(
        of directory: Directory,
        _ ownership: SetOwnership,
        _ inputs: Set<InputList.FileNumber>
    ) throws(SystemError) {
        let directory = try Directory(existing: PartName.rejects, in: directory)
        var names: [String] = []
        for entry in try directory.entries() {
            if let name = entry.text, let status = try directory.status(of: name) {
                if inputs.contains(status) { holdsInput = true }
                if ownership.owns(PartName.rejects + "/" + name, status) {
                    names.append(name)
                    continue
                }
            }
            foreign.append(PartName.rejects + "/" + entry.shown)
        }
        rejects = names
    }

    /// Whether there is nothing except perhaps a journal.
    var isEmpty: Bool { rejects == nil && foreign.isEmpty && files.allSatisfy { $0 == PartName.status } }

    /// The own entries in the order in which they are put in place: `_SUCCESS` last, as the set counts as incomplete
    /// without it.
    var names: [String] {
        let others = files.filter { $0 != PartName.success && $0 != PartName.manifest && $0 != PartName.status }
        let ends = [PartName.manifest, PartName.success].filter(files.contains)
        return others + (rejects == nil ? [] : [PartName.rejects]) + ends
    }

    /// Removes the own entries from `directory`, where they were found.
    ///
    /// `_SUCCESS` goes first and the manifest last, so that what is left after an interruption can still be
    /// distinguished from foreign files. The parts go right before the manifest, so that a process that opened the
    /// directory earlier and lists it only now does not take it for a set without records.
    func remove(from directory: Directory) throws(SystemError) {
        if files.contains(PartName.success) { try directory.remove(PartName.success) }
        if let rejects {
            let inner = try Directory(existing: PartName.rejects, in: directory)
            for name in rejects { try inner.remove(name) }
            if try inner.isEmpty() { try directory.removeDirectory(PartName.rejects) }
        }
        let isLate = { (name: String) in name == PartName.manifest || name == PartName.success }
        let parts = files.filter(PartName.isPart)
        for name in files where !PartName.isPart(name) && !isLate(name) { try directory.remove(name) }
        for name in parts { try directory.remove(name) }
        if files.contains(PartName.manifest) { try directory.remove(PartName.manifest) }
    }
}
