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
        /// The output directory, if there is one.
        let target: Directory?
        let workspace: Workspace
        /// The set, still empty.
        let set: Directory
    }

    /// Makes a new run's workspace with an empty set: beside the output directory if that can be replaced in one step,
    /// otherwise inside it.
    ///
    /// What dead runs left must have been recovered and discarded.
    func makeSite(run: String) throws(SystemError) -> BuildingSite {
        let parent = try openParent()
        if let site = try makeSiteBeside(in: parent, run: run) { return site }
        let target = try openTarget(in: parent)
        try removeBeside(from: parent, target)
        let workspace = try Workspace.make(Workspace.nameInside, in: target, .inside, of: path.name, run: run)
        return BuildingSite(parent: parent, target: target, workspace: workspace, set: try workspace.makeSet())
    }

    /// Removes the discarded workspace beside the output directory, and moves its journal into the output directory.
    private func removeBeside(from parent: Directory, _ target: Directory) throws(SystemError) {
        guard let beside, let name = Workspace.name(beside: path.name), try parent.names(beside.directory, name) else {
            return
        }
        let status = PartName.status
        if try target.status(of: status) == nil, try beside.directory.status(of: status) != nil {
            // If that is on a different file system, the journal stays where it is.
            try? beside.directory.rename(status, to: status, in: target)
        }
        try remove(beside, parent, target)
    }

    /// Opens the directory that holds the output directory; makes it if it is missing.
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
                // Another run may have published since the claim.
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
            // A workspace inside has a short name, and needs no permissions in the parent.
            guard error.code == ENAMETOOLONG || target != nil && [EACCES, EPERM, EROFS].contains(error.code) else {
                throw error
            }
            return nil
        }
    }

    private func remove(_ workspace: Workspace, _ name: some PathName, from parent: Directory) throws(SystemError) {
        try workspace.removeSet(Workspace.new, .working)
        try workspace.removeItself(from: parent, name, keepingJournal: true)
    }

    /// Whether the output directory can be replaced by one step in `parent`, as far as that is known beforehand.
    private func canBuild(beside parent: Directory) throws(SystemError) -> Bool {
        guard let target else { return true }
        let (own, above) = try (target.status(), parent.status())
        if own.device != above.device || target.isMountPoint() { return false }
        // A shell whose working directory this is would be left in a removed directory.
        if let working = try? Directory(searchable: ".").status(), working.isSameFile(as: own) { return false }
        let user = geteuid()
        if above.permissions & mode_t(S_ISVTX) != 0, user != 0, user != own.owner, user != above.owner { return false }
        return parent.isWritable()
    }

    /// Gives the new set the attributes of the directory it replaces; returns `false` if that is not permitted.
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

extension Directory {
    /// Whether this process may create and remove entries in the directory.
    fileprivate func isWritable() -> Bool {
        // SAFETY: the name is a constant.
        unsafe faccessat(descriptor.rawValue, ".", W_OK | X_OK, AT_EACCESS) == 0
    }
}
