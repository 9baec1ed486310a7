/// What the bytes of an output depend on: an interrupted run is continued, and a finished one counts as done, only for
/// the same input, schema and options.
///
/// They do not depend on the number of workers, and on the size of a chunk only in Parquet. The input's device is not
/// compared, as its number may change when the machine is restarted.
struct RunBinding: Sendable {
    let identity: FileIdentity
    /// The size of the input's text; `nil` if it is known only at its end.
    var textBytes: Int?
    let schema: Schema?
    let options: IngestionOptions
    /// How the records are written.
    let plan: OutputPlan

    /// Writes the members, in the same form as in the manifest.
    func write(to writer: inout JSONWriter) {
        writer.member("input") { Self.write(identity, to: &$0) }
        writer.member("schema") { $0.member("crc32c", schema?.digest) }
        writer.member("options") { Manifest.write(options, plan, to: &$0) }
    }

    /// Writes what distinguishes the input from other files, and from itself after a change.
    static func write(_ identity: FileIdentity?, to writer: inout JSONWriter) {
        writer.member("bytes", identity?.size)
        writer.member("modified_at", identity?.modifiedTime.description)
        writer.member("changed_at", identity?.changedTime.description)
        writer.member("inode", identity?.inode)
    }

    /// Returns what differs from `record`, a checkpoint or a manifest, as a clause; `nil` if nothing does.
    func difference(from record: JSONNode) -> String? {
        var writer = JSONWriter()
        writer.object { write(to: &$0) }
        guard let present = JSONNode(writer.bytes) else { return "it cannot be compared" }
        for (section, keys) in [
            ("input", ["bytes", "inode", "modified_at", "changed_at"]), ("schema", ["crc32c"]), ("options", []),
        ] {
            guard let now = present[section], let then = record[section] else {
                return "the \(section) was not recorded"
            }
            // Earlier versions did not record everything.
            if let key = keys.first(where: { then[$0] == nil }) { return "the \(section)'s \(key) was not recorded" }
            // An option may be in one of them only.
            for key in keys.isEmpty ? now.keys + then.keys : keys {
                let (new, old) = (now[key]?.source ?? "null", then[key]?.source ?? "null")
                if new != old { return Self.clause(section, key, new: new, old: old) }
            }
        }
        return nil
    }

    private static func clause(_ section: String, _ key: String, new: String, old: String) -> String {
        switch (section, key) {
        case ("input", "bytes"): "the input has changed: it had \(old) bytes and now has \(new)"
        case ("input", "modified_at"): "the input has changed: it was modified at \(old), and again at \(new)"
        case ("input", "changed_at"):
            "the input has changed: its content, links, owner or permissions changed at \(old), and again at \(new)"
        case ("input", _): "the input is a different file"
        case ("schema", _): "the schema has changed"
        default:
            "the option \(key) was \(old == "null" ? "not set" : old) and is now \(new == "null" ? "not set" : new)"
        }
    }
}
