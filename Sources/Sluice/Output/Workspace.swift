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
    /// Where a workspace is.
    enum Placement: Sendable {
        /// `.NAME.sluice`, beside the output directory: the new set is put in place in one step.
        case beside
        /// `_temporary` inside the output directory, where that cannot be: the files are moved one by one.
        case inside
    }

    static let nameInside = "_temporary"
    static let new = "new"
    static let old = "old"
    private static let probe = "probe"
    private static let markerName = "workspace.json"
    private static let newMarkerName = "workspace.new"
    /// Markers of states to come, by the order in which they are needed.
    private static let preparedMarkers: [(name: String, state: WorkspaceMarker.State)] = [
        ("workspace.retiring", .retiring), ("workspace.installing", .installing), ("workspace.undo", .retiring),
    ]

    let placement: Placement
    let directory: Directory
    /// The name of the output directory, as the marker has it.
    private let boundName: String?
    /// `nil` where a run was killed, or lost power, before its marker was written.
    private(set) var marker: WorkspaceMarker?

    /// The name of the workspace beside a directory of this name; `nil` where no file system takes such a long one.
    static func name(beside name: String) -> String? {
        name.isEmpty || name.utf8.count > 247 ? nil : ".\(name).sluice"
    }

    private init(_ placement: Placement, _ directory: Directory, of name: String) {
        self.placement = placement
        self.directory = directory
        boundName = placement == .beside ? name : nil
    }

    /// The workspace that `directory` is, of the output directory `name`; `nil` where it is none, or that of another one.
    static func read(
        _ directory: Directory,
        _ placement: Placement,
        of name: String
    ) throws(SystemError) -> Workspace? {
        var workspace = Workspace(placement, directory, of: name)
        let entries = try directory.entries().map(\.text)
        guard entries.contains(markerName) else {
            // One that a run has made and not come to mark, or has all but removed.
            return entries.allSatisfy { $0 == newMarkerName } ? workspace : nil
        }
        guard try directory.status(of: markerName)?.kind == .regular else { return nil }
        let text = try directory.contents(of: markerName)
        // After a power cut a file that was not synced may be empty, or have its length and zeros.
        guard text.contains(where: { $0 != 0 }) else { return workspace }
        guard let marker = WorkspaceMarker(text), marker.directory == workspace.boundName else { return nil }
        workspace.marker = marker
        return workspace
    }

    /// Makes the workspace in `parent`, marked as that of `run`; there is none, or an empty one.
    ///
    /// - Throws: `EWOULDBLOCK` where another run has it.
    static func make(
        _ workspaceName: String,
        in parent: Directory,
        _ placement: Placement,
        of name: String,
        run: String
    ) throws(SystemError) -> Workspace {
        var workspace: Workspace
        do throws(SystemError) {
            workspace = Workspace(placement, try Directory(making: workspaceName, in: parent), of: name)
        } catch {
            // Another run had made it and has removed it again.
            throw error.isMissing ? SystemError("flock", code: EWOULDBLOCK) : error
        }
        try workspace.directory.lock()
        // Between the two calls another run may have come to its end and removed it.
        guard try parent.status(of: workspaceName)?.isSameFile(as: workspace.directory.status()) == true else {
            throw SystemError("flock", code: EWOULDBLOCK)
        }
        let marker = WorkspaceMarker(directory: workspace.boundName, run: run)
        // On the device before anything else is in the workspace: without it nobody would know whose that is.
        try workspace.write(marker.text, as: markerName, isSynced: true)
        workspace.marker = marker
        return workspace
    }

    /// Makes the set that is to be built, which is empty.
    func makeSet() throws(SystemError) -> Directory {
        try directory.make(Self.new)
        let set = try Directory(existing: Self.new, in: directory)
        try set.lock()
        return set
    }

    /// Marks the workspace as that of `run`, in one step.
    mutating func mark(run: String) throws(SystemError) { try mark(run: run, .building) }

    /// Marks that the run has come to `state`, in one step.
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

    /// Writes the markers of a publish beforehand: once files have been moved, there may be no room for them.
    func prepareMarkers() throws(SystemError) {
        try removePreparedMarkers()
        for (name, state) in Self.preparedMarkers {
            try write(marker(marker?.run ?? "", state).text, as: name, isSynced: true)
        }
        try directory.sync()
    }

    /// Removes them; returns the room that they take.
    func removePreparedMarkers() throws(SystemError) {
        for (name, _) in Self.preparedMarkers { try directory.remove(name) }
    }

    /// Waits until the marker's name is on the device, as its content is: from now on more depends on it than work that
    /// can be done again.
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
    /// Whether an interrupted run has left a checkpoint here.
    func hasCheckpoint() throws(SystemError) -> Bool {
        guard try directory.status(of: PartName.checkpoint)?.kind == .regular else { return false }
        return try directory.isDirectory(Self.new)
    }

    /// Whether a run has left files here that it was working on.
    func hasWork() throws(SystemError) -> Bool {
        guard try directory.isDirectory(Self.new) else { return false }
        return try !Directory(existing: Self.new, in: directory).isEmpty()
    }

    /// The first entry that is not of a workspace, by its path and made fit for messages; what `new` and `old` may hold
    /// is said by `ownership`.
    func foreignEntry(
        input: FileIdentity?,
        _ ownership: (_ set: String) throws(SystemError) -> SetOwnership
    ) throws(SystemError) -> (foreign: String?, holdsInput: Bool) {
        var holdsInput = false
        for entry in try directory.entries() {
            guard let name = entry.text, let status = try directory.status(of: name) else {
                if entry.text == nil { return (entry.shown, holdsInput) }
                continue
            }
            if let input, status.isFile(input) { holdsInput = true }
            switch (name, status.kind) {
            case (Self.new, .directory), (Self.old, .directory):
                let set = try Directory(existing: name, in: directory)
                let contents = try SetContents(of: set, try ownership(name), input: input)
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

    /// Removes a set, and returns what in it is not its own and is still there.
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

    /// Removes the set that a run was building, its checkpoint first: that is never there without what it names.
    func removeWork() throws(SystemError) {
        if try directory.status(of: PartName.checkpoint) != nil {
            try directory.remove(PartName.checkpoint)
            try directory.sync()
        }
        try directory.remove(PartName.newCheckpoint)
        try removeSet(Self.new, .working)
    }

    /// The files that a run works with in the workspace itself, the marker last.
    private static let workingFiles =
        [PartName.checkpoint, PartName.newCheckpoint, newMarkerName] + preparedMarkers.map(\.name) + [markerName]

    /// Removes the workspace itself, which is `name` in `parent`, unless it holds something that is still needed: a set,
    /// or with `keepingJournal` the journal.
    ///
    /// Returns the first entry that is not its own, made fit for messages: the workspace stays then.
    @discardableResult
    func removeItself(from parent: Directory, _ name: String, keepingJournal: Bool) throws(SystemError) -> String? {
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
