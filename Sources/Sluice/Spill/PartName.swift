/// The names of the files that a run publishes.
enum PartName {
    static let temporary = "_temporary"
    static let rejects = "_rejects"
    static let manifest = "_manifest.json"
    static let success = "_SUCCESS"
    static let schema = "_schema.json"
    static let schemaDDL = "_schema.ddl"
    static let status = "_status.ndjson"
    /// Inside `_temporary`: what an interrupted run is continued from.
    static let checkpoint = "checkpoint.json"
    /// The same while it is being written.
    static let newCheckpoint = "checkpoint.new"

    /// Returns the name of part `number`.
    static func part(_ number: Int, _ fileExtension: String) -> String {
        let digits = String(number)
        return "part-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + "." + fileExtension
    }

    /// Whether a name is that of a part.
    static func isPart(_ name: String) -> Bool {
        guard name.hasPrefix("part-"), let dot = name.firstIndex(of: ".") else { return false }
        let digits = name[name.index(name.startIndex, offsetBy: 5)..<dot]
        return digits.count >= 5 && digits.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// Whether a name is one that a run publishes.
    static func isPublished(_ name: String) -> Bool {
        isPart(name) || [rejects, manifest, success, schema, schemaDDL].contains(name)
    }
}
