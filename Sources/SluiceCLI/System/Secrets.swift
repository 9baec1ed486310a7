/// The passwords that the process was started with: neither its output nor a list of processes may show them.
///
/// A connection text may have been typed in the wrong place, and would be quoted in an error message.
enum Secrets {
    /// Shorter passwords are not redacted, as they would also be found in other words.
    private static let minimumLength = 4

    /// The passwords in the command line and in the environment.
    static let known: [String] = {
        let texts =
            ProcessSetup.arguments().compactMap(\.self) + [ProcessSetup.environment("SLUICE_DATABASE_URL") ?? ""]
        let passwords = texts.compactMap(range).map { text, range in String(decoding: text[range], as: UTF8.self) }
        return (passwords + [ProcessSetup.environment("PGPASSWORD") ?? ""]).filter { $0.utf8.count >= minimumLength }
    }()

    /// Returns `text` with the passwords replaced.
    static func redacted(_ text: String) -> String {
        known.reduce(text) { $0.contains($1) ? $0.replacing($1, with: "***") : $0 }
    }

    private static func range(in text: String) -> (text: [UInt8], range: Range<Int>)? {
        let bytes = Array(text.utf8)
        return passwordRange(in: bytes).map { (bytes, $0) }
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
