extension FileIdentity {
    /// Looks at an input that is open; `name` is what messages call it.
    init(descriptor: Int32, name: String) throws(InputError) {
        do throws(SystemError) {
            try self.init(descriptor: descriptor)
        } catch {
            throw InputError(message: "cannot read \(name): \(error)")
        }
    }

    /// Throws where this is not what the input was when it was opened.
    func checkUnchanged(since opening: FileIdentity, name: String) throws(InputError) {
        guard let change = change(since: opening) else { return }
        throw InputError(
            message: "\(name) changed while it was being read: \(change); results were discarded"
        )
    }

    /// What has become of a file, in a clause; `nil` where it is the same.
    private func change(since opening: FileIdentity) -> String? {
        guard self != opening else { return nil }
        if (device, inode) != (opening.device, opening.inode) { return "it is a different file" }
        if size != opening.size { return "it had \(opening.size) bytes, and has \(size)" }
        if links < opening.links { return "it was deleted, or another file was put in its place" }
        if modified != opening.modified {
            return "it was modified at \(opening.modifiedTime), and then at \(modifiedTime)"
        }
        return "its name, links, owner or permissions changed"
    }
}
