/// The names of published files and working files.
enum PartName {
    static let rejects = "_rejects"
    static let manifest = "_manifest.json"
    static let success = "_SUCCESS"
    static let schema = "_schema.json"
    static let schemaDDL = "_schema.ddl"
    static let status = "_status.ndjson"
    /// In a workspace: what an interrupted run is continued from.
    static let checkpoint = "checkpoint.json"
    /// A checkpoint that is being written.
    static let newCheckpoint = "checkpoint.new"
    /// The one file in `_rejects`.
    static let rejectsFile = "part-00000.ndjson"

    /// Returns the name of part `number` while it is being written: `part-00001.ndjson`.
    static func openPart(_ number: Int, _ fileExtension: String) -> String { stem(number) + "." + fileExtension }

    /// Returns the name of part `number` once its content is known: `part-00001-1f3a9c07.ndjson`.
    ///
    /// The checksum makes the name unique to the content: a reader that listed a directory before it was replaced finds
    /// no file under an old name, rather than a different one.
    static func part(_ number: Int, crc32c: UInt32, _ fileExtension: String) -> String {
        stem(number) + "-" + crc32c.hexDigits + "." + fileExtension
    }

    /// Returns the final name of a part that was written as `openName`.
    static func closed(_ openName: String, crc32c: UInt32) -> String {
        let dot = openName.utf8.firstIndex(of: UInt8(ascii: ".")) ?? openName.endIndex
        return openName[..<dot] + "-" + crc32c.hexDigits + openName[dot...]
    }

    /// Whether `name` is a name of part `number`, open or closed.
    static func isPart(_ name: String, number: Int) -> Bool {
        guard isPart(name) else { return false }
        let stem = stem(number).utf8
        return name.utf8.starts(with: stem) && !isDigit(Array(name.utf8)[stem.count])
    }

    /// Whether `name` is a name of any part, open or closed.
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
