extension FileIdentity {
    /// Reads the identity of an open input; `name` is its name in messages.
    init(descriptor: Int32, name: String) throws(InputError) {
        do throws(SystemError) {
            try self.init(descriptor: descriptor)
        } catch {
            throw InputError(message: "cannot read \(name): \(error)")
        }
    }

    /// Throws if the input is not what it was when it was opened.
    func checkUnchanged(since opening: FileIdentity, name: String) throws(InputError) {
        guard let change = change(since: opening) else { return }
        throw InputError(
            message: "\(name) changed while it was being read: \(change); results were discarded"
        )
    }

    /// Returns what changed, as a clause; `nil` if nothing did.
    private func change(since opening: FileIdentity) -> String? {
        guard self != opening else { return nil }
        if (device, inode) != (opening.device, opening.inode) { return "it is a different file" }
        if size != opening.size { return "its size was \(opening.size) bytes and is now \(size)" }
        if links < opening.links { return "it was deleted or replaced" }
        if modified != opening.modified {
            return "its modification time was \(opening.modifiedTime) and is now \(modifiedTime)"
        }
        return "its name, links, owner or permissions changed"
    }
}
