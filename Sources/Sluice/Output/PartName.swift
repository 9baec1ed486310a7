/// The names of the files that a run publishes, and of those that it works with.
enum PartName {
    static let rejects = "_rejects"
    static let manifest = "_manifest.json"
    static let success = "_SUCCESS"
    static let schema = "_schema.json"
    static let schemaDDL = "_schema.ddl"
    static let status = "_status.ndjson"
    /// In a workspace: what an interrupted run is continued from.
    static let checkpoint = "checkpoint.json"
    /// The same while it is being written.
    static let newCheckpoint = "checkpoint.new"
    /// In `_rejects`: the one file there.
    static let rejectsFile = "part-00000.ndjson"

    /// Returns the name of part `number` while it is being written: `part-00001.ndjson`.
    static func openPart(_ number: Int, _ fileExtension: String) -> String { stem(number) + "." + fileExtension }

    /// Returns the name of part `number` once its content is known: `part-00001-1f3a9c07.ndjson`.
    ///
    /// With the checksum in it a name never stands for two contents: who has listed a directory that is replaced then
    /// finds no file, and not another one.
    static func part(_ number: Int, crc32c: UInt32, _ fileExtension: String) -> String {
        stem(number) + "-" + crc32c.hexDigits + "." + fileExtension
    }

    /// Returns the name that a part gets which was written as `openName`.
    static func closed(_ openName: String, crc32c: UInt32) -> String {
        let dot = openName.utf8.firstIndex(of: UInt8(ascii: ".")) ?? openName.endIndex
        return openName[..<dot] + "-" + crc32c.hexDigits + openName[dot...]
    }

    /// Whether `name` is that of part `number`, open or closed.
    static func isPart(_ name: String, number: Int) -> Bool {
        guard isPart(name) else { return false }
        let stem = stem(number).utf8
        return name.utf8.starts(with: stem) && !isDigit(Array(name.utf8)[stem.count])
    }

    /// Whether a name is that of a part, open or closed.
    static func isPart(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.starts(with: "part-".utf8) else { return false }
        let digits = bytes.dropFirst(5).prefix(while: isDigit)
        guard digits.count >= 5 else { return false }
        var rest = bytes.dropFirst(5 + digits.count)
        if rest.first == UInt8(ascii: "-") {
            let sum = rest.dropFirst().prefix(while: isHexDigit)
            guard sum.count == 8 else { return false }
            rest = rest.dropFirst(9)
        }
        let letters = rest.dropFirst()
        return rest.first == UInt8(ascii: ".") && !letters.isEmpty
            && letters.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    }

    private static func stem(_ number: Int) -> String {
        let digits = String(number)
        return "part-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"))
    }
}
