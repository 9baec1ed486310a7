/// What the bytes of an output depend on: an interrupted run is continued, and a finished one counts as done, only for
/// the same inputs, schema and options.
///
/// They do not depend on the number of workers, and on the size of a chunk only in Parquet. An input's device is not
/// compared, as its number may change when the machine is restarted. Of several inputs their number and a checksum of
/// their names and identities are recorded.
struct RunBinding: Sendable {
    /// All are regular files.
    let inputs: InputList
    let schema: Schema?
    let options: IngestionOptions
    /// How the records are written.
    let plan: OutputPlan

    /// Writes the members, in the same form as in the manifest.
    func write(to writer: inout JSONWriter) {
        writer.member("input") { Self.write(inputs, to: &$0) }
        writer.member("schema") { $0.member("crc32c", schema?.digest) }
        writer.member("options") { Manifest.write(options, plan, isReplay: inputs.isReplay, to: &$0) }
    }

    /// Writes what distinguishes the inputs from others, and from themselves after a change.
    static func write(_ inputs: InputList, to writer: inout JSONWriter) {
        guard inputs.count > 1 else { return write(inputs.identity(at: 0), to: &writer) }
        writer.member("count", inputs.count)
        writer.member("bytes", inputs.totalBytes)
        writer.member("digest", inputs.areFiles ? String(inputs.digest, radix: 16) : nil)
    }

    /// Writes what distinguishes a file from other files, and from itself after a change.
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
        let (count, former) = (inputs.count, record["input"]?["count"]?.count ?? 1)
        if count != former { return "the inputs have changed: there were \(former) and are now \(count)" }
        let identity = count > 1 ? ["bytes", "digest"] : ["bytes", "inode", "modified_at", "changed_at"]
        for (section, keys) in [("input", identity), ("schema", ["crc32c"]), ("options", [])] {
            guard let now = present[section], let then = record[section] else {
                return "the \(section) was not recorded"
            }
            // Earlier versions did not record everything.
            if let key = keys.first(where: { then[$0] == nil }) { return "the \(section)'s \(key) was not recorded" }
            // An option may be in one of them only.
            for key in keys.isEmpty ? now.keys + then.keys : keys {
                let (new, old) = (now[key]?.source ?? "null", then[key]?.source ?? "null")
                if new != old { return clause(section, key, new: new, old: old) }
            }
        }
        return nil
    }

    private func clause(_ section: String, _ key: String, new: String, old: String) -> String {
        switch (section, key) {
        case ("input", "bytes") where inputs.count > 1:
            "the inputs have changed: they had \(old) bytes and now have \(new)"
        case ("input", "digest"):
            "the inputs have changed: one is a different file, was modified, or is in another place"
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
