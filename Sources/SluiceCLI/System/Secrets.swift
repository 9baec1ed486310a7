/// The passwords that the process was started with: neither its output nor a list of processes may show them.
///
/// A connection text may have been typed in the wrong place, and would be quoted in an error message.
enum Secrets {
    /// Shorter passwords are not redacted, as they would also be found in other words.
    private static let minimumLength = 4

    /// The passwords in the command line and in the environment.
    static let known: [[UInt8]] = {
        let variables = ProcessSetup.variables.map(\.nameAndValue)
        let texts = ProcessSetup.arguments + variables.filter { $0.name == "SLUICE_DATABASE_URL" }.compactMap(\.value)
        let passwords = texts.compactMap { word in passwordRange(in: word.bytes).map { Array(word.bytes[$0]) } }
        let given = variables.filter { $0.name == "PGPASSWORD" }.compactMap { $0.value?.bytes }
        // As messages show them.
        return (passwords + given).filter { $0.count >= minimumLength }.map { Array(Word(bytes: $0).shown.utf8) }
    }()

    /// Returns `text` with the passwords replaced.
    ///
    /// They are found by their bytes: in a Swift string, a combining mark after one would hide it.
    static func redacted(_ text: String) -> String {
        guard !known.isEmpty else { return text }
        let bytes = known.reduce(Array(text.utf8)) { $0.replacing($1, with: "***".utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Returns the range of the password in a connection text: between a URI's first colon and its last `@`, even if
    /// the scheme was forgotten, or after `password=`.
    static func passwordRange(in text: [UInt8]) -> Range<Int>? {
        let start = text.firstRange(of: Array("://".utf8))?.upperBound ?? text.startIndex
        if let at = text.lastIndex(of: UInt8(ascii: "@")),
            let colon = text[start...].firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }),
            text[colon] == UInt8(ascii: ":"), colon + 1 < at
        {
            return colon + 1..<at
        }
        guard let key = text.firstRange(of: Array("password=".utf8)), key.upperBound < text.count else { return nil }
        let end = text[key.upperBound...].firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "&") }
        return key.upperBound..<(end ?? text.count)
    }
}
