#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension OutputClaim {
    /// Where a new set is built.
    struct BuildingSite {
        /// The directory that holds the output directory.
        let parent: Directory
        /// The output directory, if there is one by now.
        let target: Directory?
        let workspace: Workspace
        /// The set, which is empty.
        let set: Directory
    }

    /// Makes the workspace of a new run, beside the output directory where that can be replaced in one step and else
    /// inside it, and an empty set there.
    ///
    /// What dead runs have left has been recovered and discarded by then.
    func makeSite(run: String) throws(SystemError) -> BuildingSite {
        let parent = try openParent()
        if let site = try makeSiteBeside(in: parent, run: run) { return site }
        let target = try openTarget(in: parent)
        try removeBeside(from: parent, target)
        let workspace = try Workspace.make(Workspace.nameInside, in: target, .inside, of: path.name, run: run)
        return BuildingSite(parent: parent, target: target, workspace: workspace, set: try workspace.makeSet())
    }

    /// Removes the workspace beside the output directory, which has been discarded, and moves its journal there.
    private func removeBeside(from parent: Directory, _ target: Directory) throws(SystemError) {
        guard let beside, let name = Workspace.name(beside: path.name), try parent.names(beside.directory, name) else {
            return
        }
        let status = PartName.status
        if try target.status(of: status) == nil, try beside.directory.status(of: status) != nil {
            // On another file system it stays where it is.
            try? beside.directory.rename(status, to: status, in: target)
        }
        try remove(beside, parent, target)
    }

    /// Opens the directory that holds the output directory; makes it where it is missing.
    func openParent() throws(SystemError) -> Directory {
        guard let parent else { return try path.makeParent() }
        return parent
    }

    private func openTarget(in parent: Directory) throws(SystemError) -> Directory {
        if let target { return target }
        let target = try Directory(making: path.name, in: parent)
        try parent.sync()
        try target.lock()
        return target
    }

    private func makeSiteBeside(in parent: Directory, run: String) throws(SystemError) -> BuildingSite? {
        guard let name = Workspace.name(beside: path.name), try canBuild(beside: parent) else { return nil }
        do throws(SystemError) {
            var workspace: Workspace
            if let beside {
                workspace = beside
                try workspace.mark(run: run)
            } else {
                workspace = try Workspace.make(name, in: parent, .beside, of: path.name, run: run)
            }
            let set = try workspace.makeSet()
            guard let target else {
                // Another run may have published since this one looked.
                guard try parent.status(of: path.name) == nil else {
                    try remove(workspace, name, from: parent)
                    throw SystemError("flock", code: EWOULDBLOCK)
                }
                return BuildingSite(parent: parent, target: target, workspace: workspace, set: set)
            }
            let isEmpty = try target.isEmpty()
            if try Self.adopt(target, for: set), try isEmpty ? true : workspace.canExchange() {
                return BuildingSite(parent: parent, target: target, workspace: workspace, set: set)
            }
            try remove(workspace, name, from: parent)
            return nil
        } catch {
            // A name that is too long here is one that a workspace inside has not.
            guard error.code == ENAMETOOLONG || target != nil && [EACCES, EPERM, EROFS].contains(error.code) else {
                throw error
            }
            return nil
        }
    }

    private func remove(_ workspace: Workspace, _ name: String, from parent: Directory) throws(SystemError) {
        try workspace.removeSet(Workspace.new, .working)
        try workspace.removeItself(from: parent, name, keepingJournal: true)
    }

    /// Whether the output directory can be put in place by a step in `parent`, as far as that is known beforehand.
    private func canBuild(beside parent: Directory) throws(SystemError) -> Bool {
        guard let target else { return true }
        let (own, above) = try (target.status(), parent.status())
        if own.device != above.device || target.isMountPoint() { return false }
        // A shell that works in the directory would find itself in a removed one.
        if let working = try? Directory(searchable: ".").status(), working.isSameFile(as: own) { return false }
        let user = geteuid()
        if above.permissions & mode_t(S_ISVTX) != 0, user != 0, user != own.owner, user != above.owner { return false }
        return parent.isWritable()
    }

    /// Gives the new set the attributes of the directory that it takes the place of; returns `false` where it cannot have
    /// them.
    private static func adopt(_ target: Directory, for set: Directory) throws(SystemError) -> Bool {
        do throws(SystemError) {
            try set.adoptAttributes(of: target)
            return true
        } catch {
            guard [EPERM, EACCES, ENOTSUP, EOPNOTSUPP].contains(error.code) else { throw error }
            return false
        }
    }
}

extension OutputPath {
    /// Makes the directory that is to hold the output directory, and those above it that are missing.
    func makeParent() throws(SystemError) -> Directory {
        var directory = try Directory(path: existing)
        for name in missing {
            let next = try Directory(making: name, in: directory)
            // The name of the next one is in this one.
            try directory.sync()
            directory = next
        }
        return directory
    }
}

extension Directory {
    /// Whether this process may make and remove names in the directory.
    fileprivate func isWritable() -> Bool {
        // SAFETY: the name is a constant.
        unsafe faccessat(descriptor.rawValue, ".", W_OK | X_OK, AT_EACCESS) == 0
    }
}
