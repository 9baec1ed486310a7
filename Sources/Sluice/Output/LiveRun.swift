/// The run that is writing to an output directory, if any: its lock shows it, and the lock ends with its process.
package enum LiveRun {
    /// Returns the name, in the journal, of the run that is writing to the directory at `path`; `nil` if there is none.
    ///
    /// It looks for a locked set. A run that is still verifying or removing what a dead run left has none yet; a run
    /// that has published its set is known from the manifest.
    package static func name(at path: FilePath) -> String? {
        guard let path = try? OutputPath(path), let parent = try? Directory(searchable: path.parent) else { return nil }
        if let name = Workspace.name(beside: path.name), let run = self.name(in: name, of: parent, .beside, path) {
            return run
        }
        let target = path.name.isEmpty ? parent : try? Directory(existing: path.name, in: parent)
        return target.flatMap { self.name(in: Workspace.nameInside, of: $0, .inside, path) }
    }

    private static func name(
        in name: some PathName,
        of directory: Directory,
        _ placement: Workspace.Placement,
        _ path: OutputPath
    ) -> String? {
        guard let directory = try? Directory(existing: name, in: directory),
            let workspace = try? Workspace.read(directory, placement, of: path.name),
            let set = try? Directory(existing: Workspace.new, in: directory), isLocked(set)
        else { return nil }
        return workspace.marker?.run
    }

    private static func isLocked(_ directory: Directory) -> Bool {
        do throws(SystemError) {
            try directory.lock(.shared)
            return false
        } catch {
            return error.isWouldBlock
        }
    }
}
