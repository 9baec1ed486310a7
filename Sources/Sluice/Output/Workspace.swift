#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The directory in which a run builds the set of files that it publishes.
///
/// ```
/// workspace.json    the marker
/// checkpoint.json   what an interrupted run is continued from
/// _status.ndjson    the journal, while the output directory has none
/// new/              the set that is being built
/// old/              the set that it replaces, on its way out
/// ```
struct Workspace: Sendable {
    /// Where a workspace is, relative to the output directory.
    enum Placement: Sendable {
        /// `.NAME.sluice`, beside the output directory: the new set is put in place in one step.
        case beside
        /// `_temporary`, inside the output directory, if that is not possible: the files are moved one by one.
        case inside
    }

    static let nameInside = "_temporary"
    static let new = "new"
    static let old = "old"
    private static let probe = "probe"
    private static let markerName = "workspace.json"
    private static let newMarkerName = "workspace.new"
    /// Markers of future states, in the order in which they are needed.
    private static let preparedMarkers: [(name: String, state: WorkspaceMarker.State)] = [
        ("workspace.retiring", .retiring), ("workspace.installing", .installing), ("workspace.undo", .retiring),
    ]

    let placement: Placement
    let directory: Directory
    /// The name of the output directory as in the marker; `nil` inside the output directory.
    private let boundName: String?
    /// `nil` if a run was killed, or the power failed, before the marker was written.
    private(set) var marker: WorkspaceMarker?

    /// The name of the workspace beside a directory of this name; `nil` if it would be too long for any file system.
    static func name(beside name: FilePath) -> FilePath? {
        guard !name.isEmpty, name.bytes.count <= 247 else { return nil }
        return FilePath(bytes: Array(".".utf8) + name.bytes + Array(".sluice".utf8))
    }

    private init(_ placement: Placement, _ directory: Directory, of name: FilePath) {
        self.placement = placement
        self.directory = directory
        boundName = placement == .beside ? name.description : nil
    }

    /// Reads `directory` as the workspace of the output directory `name`; `nil` if it is not one, or is of a different
    /// output directory.
    static func read(
        _ directory: Directory,
        _ placement: Placement,
        of name: FilePath
    ) throws(SystemError) -> Workspace? {
        var workspace = Workspace(placement, directory, of: name)
        let entries = try directory.entries().map(\.text)
        guard entries.contains(markerName) else {
            // A run died before it marked the workspace, or after it removed everything in it.
            return entries.allSatisfy { $0 == newMarkerName } ? workspace : nil
        }
        guard try directory.status(of: markerName)?.kind == .regular else { return nil }
        let text = try directory.contents(of: markerName)
        // After a power failure a file that was not synced may be empty or all zeros.
        guard text.contains(where: { $0 != 0 }) else { return workspace }
        guard let marker = WorkspaceMarker(text), marker.directory == workspace.boundName else { return nil }
        workspace.marker = marker
        return workspace
    }

    /// Makes the workspace in `parent`, marked as that of `run`; there may be an empty one already.
    ///
    /// - Throws: `EWOULDBLOCK` if another run has it.
    static func make(
        _ workspaceName: some PathName,
        in parent: Directory,
        _ placement: Placement,
        of name: FilePath,
        run: String
    ) throws(SystemError) -> Workspace {
        var workspace: Workspace
        do throws(SystemError) {
            workspace = Workspace(placement, try Directory(making: workspaceName, in: parent), of: name)
        } catch {
            // Another run had made it, and has removed it.
            throw error.isMissing ? SystemError("flock", code: EWOULDBLOCK) : error
        }
        try workspace.directory.lock()
        // Between the two calls another run may have ended and removed it.
        guard try parent.status(of: workspaceName)?.isSameFile(as: workspace.directory.status()) == true else {
            throw SystemError("flock", code: EWOULDBLOCK)
        }
        let marker = WorkspaceMarker(directory: workspace.boundName, run: run)
        // On the device before anything else in the workspace: without a marker it would be unknown whose that is.
        try workspace.write(marker.text, as: markerName, isSynced: true)
        workspace.marker = marker
        return workspace
    }

    /// Makes an empty set to be built.
    func makeSet() throws(SystemError) -> Directory {
        try directory.make(Self.new)
        let set = try Directory(existing: Self.new, in: directory)
        try set.lock()
        return set
    }

    /// Marks the workspace as that of `run`, in one step.
    mutating func mark(run: String) throws(SystemError) { try mark(run: run, .building) }

    /// Marks that the run has reached `state`, in one step.
    mutating func mark(state: WorkspaceMarker.State) throws(SystemError) { try mark(run: marker?.run ?? "", state) }

    private mutating func mark(run: String, _ state: WorkspaceMarker.State) throws(SystemError) {
        let marker = marker(run, state)
        var name = Self.newMarkerName
        if let prepared = try preparedMarker(state) {
            name = prepared
        } else {
            try directory.remove(name)
            try write(marker.text, as: name, isSynced: true)
        }
        try directory.rename(name, to: Self.markerName, in: directory)
        self.marker = marker
        try directory.sync()
    }

    private func marker(_ run: String, _ state: WorkspaceMarker.State) -> WorkspaceMarker {
        var marker = WorkspaceMarker(directory: boundName, run: run)
        marker.state = state
        return marker
    }

    private func preparedMarker(_ state: WorkspaceMarker.State) throws(SystemError) -> String? {
        for prepared in Self.preparedMarkers where prepared.state == state {
            if try directory.status(of: prepared.name) != nil { return prepared.name }
        }
        return nil
    }

    /// Writes the markers of a publish beforehand: once files are being moved, there may be no room for them.
    func prepareMarkers() throws(SystemError) {
        try removePreparedMarkers()
        for (name, state) in Self.preparedMarkers {
            try write(marker(marker?.run ?? "", state).text, as: name, isSynced: true)
        }
        try directory.sync()
    }

    /// Removes the prepared markers.
    func removePreparedMarkers() throws(SystemError) {
        for (name, _) in Self.preparedMarkers { try directory.remove(name) }
    }

    /// Syncs the marker's name to the device, where its content already is: from now on more depends on it than work
    /// that can be repeated.
    func syncMarker() throws(SystemError) { try directory.sync() }

    private func write(_ text: [UInt8], as name: String, isSynced: Bool = false) throws(SystemError) {
        let file = try Descriptor(in: directory.descriptor, name: name, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
        try file.write(text.span)
        if isSynced { try file.sync() }
        try file.close()
    }

    /// Whether the file system can exchange two directories.
    func canExchange() throws(SystemError) -> Bool {
        let probe = try Directory(making: Self.probe, in: directory)
        defer {
            for name in ["a", "b"] { try? probe.removeDirectory(name) }
            try? directory.removeDirectory(Self.probe)
        }
        for name in ["a", "b"] { _ = try Directory(making: name, in: probe) }
        do throws(SystemError) {
            try probe.exchange("a", with: "b", in: probe)
            return true
        } catch {
            guard [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP, EPERM].contains(error.code) else { throw error }
            return false
        }
    }
}

// MARK: What is in it

extension Workspace {
    /// Whether an interrupted run left a checkpoint here.
    func hasCheckpoint() throws(SystemError) -> Bool {
        guard try directory.status(of: PartName.checkpoint)?.kind == .regular else { return false }
        return try directory.isDirectory(Self.new)
    }

    /// Whether a run left unfinished files here.
    func hasWork() throws(SystemError) -> Bool {
        guard try directory.isDirectory(Self.new) else { return false }
        return try !Directory(existing: Self.new, in: directory).isEmpty()
    }

    /// The path, for messages, of the first foreign entry, if any, and whether an input was found before it;
    /// `ownership` decides what `new` and `old` may hold.
    func foreignEntry(
        inputs: Set<InputList.FileNumber>,
        _ ownership: (_ set: String) throws(SystemError) -> SetOwnership
    ) throws(SystemError) -> (foreign: String?, holdsInput: Bool) {
        var holdsInput = false
        for entry in try directory.entries() {
            guard let name = entry.text, let status = try directory.status(of: name) else {
                if entry.text == nil { return (entry.shown, holdsInput) }
                continue
            }
            if inputs.contains(status) { holdsInput = true }
            switch (name, status.kind) {
            case (Self.new, .directory), (Self.old, .directory):
                let set = try Directory(existing: name, in: directory)
                let contents = try SetContents(of: set, try ownership(name), inputs: inputs)
                holdsInput = holdsInput || contents.holdsInput
                if let foreign = contents.foreign.first { return (name + "/" + foreign, holdsInput) }
            case (Self.probe, .directory):
                let probe = try Directory(existing: name, in: directory)
                for inner in try probe.entries() where inner.text != "a" && inner.text != "b" {
                    return (name + "/" + inner.shown, holdsInput)
                }
            case (PartName.status, .regular):
                guard try StatusHistory.isJournal(name, in: directory) else { return (entry.shown, holdsInput) }
            case (_, .regular) where Self.workingFiles.contains(name): break
            default: return (entry.shown, holdsInput)
            }
        }
        return (nil, holdsInput)
    }

    /// Removes a set, and returns its foreign entries, which are kept.
    @discardableResult
    func removeSet(_ name: String, _ ownership: SetOwnership) throws(SystemError) -> [String] {
        guard try directory.isDirectory(name) else { return [] }
        let set = try Directory(existing: name, in: directory)
        let contents = try SetContents(of: set, ownership)
        try contents.remove(from: set)
        guard contents.foreign.isEmpty else { return contents.foreign.map { name + "/" + $0 } }
        try directory.removeDirectory(name)
        return []
    }

    /// Removes the set that a run was building, the checkpoint first: it must never exist without the files it names.
    func removeWork() throws(SystemError) {
        if try directory.status(of: PartName.checkpoint) != nil {
            try directory.remove(PartName.checkpoint)
            try directory.sync()
        }
        try directory.remove(PartName.newCheckpoint)
        try removeSet(Self.new, .working)
    }

    /// The working files in the workspace itself, the marker last.
    private static let workingFiles =
        [PartName.checkpoint, PartName.newCheckpoint, newMarkerName] + preparedMarkers.map(\.name) + [markerName]

    /// Removes the workspace itself, which is `name` in `parent`, unless it holds something that is still needed: a
    /// set, or with `keepingJournal` the journal.
    ///
    /// Returns the first foreign entry, escaped for messages: if there is one, the workspace stays.
    @discardableResult
    func removeItself(from parent: Directory, _ name: some PathName, keepingJournal: Bool) throws(SystemError)
        -> String?
    {
        if try directory.isDirectory(Self.probe) {
            let probe = try Directory(existing: Self.probe, in: directory)
            for name in ["a", "b"] { try probe.removeDirectory(name) }
            try directory.removeDirectory(Self.probe)
        }
        let needed = [Self.new, Self.old] + (keepingJournal ? [PartName.status] : [])
        var isNeeded = false
        for entry in try directory.entries() {
            guard let name = entry.text, (needed + [PartName.status] + Self.workingFiles).contains(name) else {
                return entry.shown
            }
            isNeeded = isNeeded || needed.contains(name)
        }
        guard !isNeeded else { return nil }
        for name in [PartName.status] + Self.workingFiles { try directory.remove(name) }
        try parent.removeDirectory(name)
        return nil
    }
}
