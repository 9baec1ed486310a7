extension OutputClaim {
    /// Throws if this run may not have the directory because it holds something that is not Sluice's, a published set
    /// that is not to be replaced, or an input.
    func refuse(_ existing: IngestionOptions.ExistingOutput, _ inputs: InputList) throws(IngestionError) {
        let directories = [target, beside?.directory, inside?.directory].compactMap(\.self)
        let isInside = try reading { () throws(SystemError) in try inputs.isInside(directories) }
        if isInside { throw holds(inputs) }
        if let foreignWorkspace { throw foreign(workspace: foreignWorkspace) }
        guard !directories.isEmpty else { return }
        let files = inputs.files
        try refuseForeignWork(files, inputs)
        guard let contents = try targetContents(hasWorkspace: inside != nil, files) else { return }
        if contents.holdsInput { throw holds(inputs) }
        if let entry = contents.foreign.first { throw foreign(entry) }
        guard !contents.isEmpty || isTorn else { return }
        switch existing {
        case .replace, .resumeOrReplace: return
        case .refuse, .resume:
            throw IngestionError(
                .usage,
                "\(path.shown) is not empty",
                remedy: .replaceOutput
            )
        }
    }

    /// The contents of the output directory, without the workspace if it has one; `nil` if there is no directory.
    func targetContents(
        hasWorkspace: Bool,
        _ inputs: Set<InputList.FileNumber> = []
    ) throws(IngestionError) -> SetContents? {
        try reading { () throws(SystemError) in
            guard let target else { return nil }
            let ownership = SetOwnership.listed(try targetSet())
            let exceptions = hasWorkspace ? [Workspace.nameInside] : []
            return try SetContents(of: target, ownership, except: exceptions, inputs: inputs)
        }
    }

    /// The set whose files are in the output directory; while files are being moved, its manifest may be elsewhere.
    func targetSet() throws(SystemError) -> PublishedSet? {
        guard let inside, let marker = inside.marker else { return published }
        switch marker.state {
        case .building: return published
        case .retiring:
            if let published { return published }
            return try inside.set(Workspace.old)
        case .installing: return published?.run == marker.run ? published : try inside.set(Workspace.new)
        }
    }

    /// Which files a workspace may hold in `set`, which is `new` or `old`.
    func ownership(of set: String, in workspace: Workspace) throws(SystemError) -> SetOwnership {
        switch (workspace.placement, set) {
        case (.beside, Workspace.new): return isPublishedBeside ? .listed(try workspace.set(set)) : .working
        case (.inside, Workspace.new): return .working
        case (.beside, _): return .listed(try workspace.set(set))
        // Part of the old set, perhaps its manifest, may still be in the output directory.
        case (.inside, _):
            if let old = try workspace.set(set) { return .listed(old) }
            return .listed(published)
        }
    }

    private func refuseForeignWork(_ files: Set<InputList.FileNumber>, _ inputs: InputList) throws(IngestionError) {
        for workspace in [beside, inside].compactMap(\.self) {
            let found = try reading { () throws(SystemError) in
                try workspace.foreignEntry(inputs: files) { set throws(SystemError) in
                    try ownership(of: set, in: workspace)
                }
            }
            if found.holdsInput { throw holds(inputs) }
            if let entry = found.foreign { throw foreign(workspace: workspaceName(workspace) + "/" + entry) }
        }
    }

    /// The workspace's name for messages.
    func workspaceName(_ workspace: Workspace) -> String {
        workspace.placement == .inside ? Workspace.nameInside : Workspace.name(beside: path.name)?.shown ?? ""
    }

    func reading<Value>(_ body: () throws(SystemError) -> Value) throws(IngestionError) -> Value {
        do throws(SystemError) {
            return try body()
        } catch {
            throw IngestionError(
                .output,
                "cannot read the output directory \(path.shown): \(error)",
                isTransient: error.isTransient
            )
        }
    }

    private func holds(_ inputs: InputList) -> IngestionError {
        let subject = inputs.count == 1 ? "the input" : "an input"
        return IngestionError(.usage, "\(subject) is inside \(path.shown), which the run would replace")
    }

    /// The error of a directory that holds something that is not Sluice's.
    func foreign(_ entry: String, _ consequence: String = "nothing was changed") -> IngestionError {
        IngestionError(.usage, "\(path.shown) holds \(entry), which was not published by Sluice; \(consequence)")
    }

    /// The error of a working directory that is not Sluice's, or holds something that is not.
    private func foreign(workspace entry: String) -> IngestionError {
        IngestionError(
            .usage,
            "\(entry), in the place of working files for \(path.shown), is not Sluice's; nothing was changed"
        )
    }
}
