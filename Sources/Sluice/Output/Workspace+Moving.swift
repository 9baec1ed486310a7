extension Workspace {
    /// The set whose manifest is in the workspace's directory `name`, if any.
    func set(_ name: String) throws(SystemError) -> PublishedSet? {
        guard try directory.isDirectory(name) else { return nil }
        return try PublishedSet(in: Directory(existing: name, in: directory))
    }

    /// Moves the entries `names` of `target` to `old`, `_SUCCESS` first: the set counts as incomplete without it.
    func retire(_ names: [String], from target: Directory) throws(SystemError) {
        let old = try Directory(making: Self.old, in: directory)
        // The destination is synced first: a name may be in both directories, but never in neither.
        try directory.sync()
        for name in names.reversed() { try target.move(name, to: old) }
        try old.sync()
        try target.sync()
    }

    /// Moves the contents of `old` back to `target`, `_SUCCESS` last.
    func moveBack(to target: Directory) throws(SystemError) { try moveAll(from: Self.old, to: target) }

    /// Moves the contents of `new` to `target`, `_SUCCESS` last.
    func install(in target: Directory) throws(SystemError) { try moveAll(from: Self.new, to: target) }

    /// Moves those of `names` that `install` has moved to `target` back to `new`, `_SUCCESS` first.
    func uninstall(_ names: [String], from target: Directory) throws(SystemError) {
        let new = try Directory(making: Self.new, in: directory)
        for name in names.reversed() where try new.status(of: name) == nil {
            if try target.status(of: name) != nil { try target.move(name, to: new) }
        }
        try new.sync()
        try target.sync()
    }

    /// Moves everything in the workspace's directory `name` to `target`; nothing there is replaced.
    private func moveAll(from name: String, to target: Directory) throws(SystemError) {
        guard try directory.isDirectory(name) else { return }
        let source = try Directory(existing: name, in: directory)
        let names = try source.entries().compactMap(\.text)
        let others = names.filter { $0 != PartName.success }
        for name in others { try source.move(name, to: target) }
        if !others.isEmpty { try target.sync() }
        if others.count < names.count { try source.move(PartName.success, to: target) }
        try target.sync()
        try source.sync()
        try directory.removeDirectory(name)
    }

    /// Renames the old set, which an exchange has left under the name of the new one, so that it is removed.
    func retireReplaced() throws(SystemError) {
        try directory.remove(PartName.checkpoint)
        if try !directory.isDirectory(Self.old) { try directory.renameIfThere(Self.new, to: Self.old) }
    }

    /// Removes the replaced set, and returns its foreign entries, which are kept.
    func removeOld() throws(SystemError) -> [String] { try removeSet(Self.old, .listed(try set(Self.old))) }
}
