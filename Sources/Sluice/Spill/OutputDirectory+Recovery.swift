extension OutputDirectory {
    /// Where a published run is moved to be replaced, inside `_temporary/`: part of it is still in its place.
    static let replacing = "replacing"
    /// The same when all of it has been moved, and what is in its place belongs to the new run.
    static let replaced = "replaced"

    /// Brings back what stood here before a run that was killed while it published.
    ///
    /// ```
    /// killed while                         found                        then
    /// the old files are moved away         replacing/                   they are moved back
    /// the new files are moved in           replaced/, no _SUCCESS       the new ones are moved back to _temporary/, where
    ///                                                                   a run can be continued, and the old ones here
    /// the temporary files are removed      replaced/ and _SUCCESS       the publish is done: they are removed
    /// ```
    ///
    /// It may be killed itself at any point: what it has done by then it need not do again.
    static func takeBackUnfinishedPublish(in directory: borrowing Directory) throws(SystemError) {
        guard directory.isDirectory(PartName.temporary) else { return }
        let temporary = try Directory(existing: PartName.temporary, in: directory)
        let names = try temporary.names()
        if names.contains(replaced) {
            let published = try directory.names().filter(PartName.isPublished)
            guard !published.contains(PartName.success) else {
                try removeTemporary(in: directory)
                return
            }
            for name in published { try directory.rename(name, to: name, in: temporary) }
            try temporary.sync()
            try directory.sync()
            try temporary.rename(replaced, to: replacing, in: temporary)
        } else if !names.contains(replacing) {
            return
        }
        let old = try Directory(existing: replacing, in: temporary)
        let oldNames = try old.names()
        // `_SUCCESS` comes last: until then nobody takes the rest for whole.
        for name in oldNames.filter({ $0 != PartName.success }) + oldNames.filter({ $0 == PartName.success }) {
            try old.rename(name, to: name, in: directory)
        }
        try directory.sync()
    }
}
