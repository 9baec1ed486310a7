/// A URI or a relative reference (RFC 3986), taken apart.
struct URIReference: Sendable {
    private var scheme: String?
    private var authority: String?
    private var path: String
    private var query: String?
    /// What follows `#`, with escapes; `nil` without one.
    private(set) var fragment: String?

    /// Splits `text`, whatever it is: every text is a reference of some form.
    init(_ text: String) {
        var rest = Substring(text)
        if let mark = rest.firstIndex(of: "#") {
            fragment = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
            scheme = rest[..<colon].lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    /// The `file` URI of an absolute path.
    init(file: FilePath) {
        scheme = "file"
        authority = ""
        path = Self.escaped(file.bytes)
    }

    /// The text without the fragment.
    var withoutFragment: String {
        var text = scheme.map { $0 + ":" } ?? ""
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        return text
    }

    var isAbsolute: Bool { scheme != nil }

    /// Whether it names nothing but a place in the same document.
    var isFragmentOnly: Bool { scheme == nil && authority == nil && path.isEmpty && query == nil }

    /// The path of a `file` URI; `nil` for another one.
    var filePath: FilePath? {
        guard scheme == "file", authority == nil || authority == "" || authority == "localhost" else { return nil }
        return FilePath(bytes: Self.unescaped(path))
    }

    /// The path of a relative reference; `nil` for another one.
    var relativePath: FilePath? {
        guard scheme == nil, authority == nil, !path.isEmpty else { return nil }
        return FilePath(bytes: Self.unescaped(path))
    }

    /// What follows `#`, with its escapes resolved.
    var fragmentText: String { String(decoding: Self.unescaped(fragment ?? ""), as: UTF8.self) }

    /// The reference as seen from a document at `base` (RFC 3986, 5.2).
    func resolved(against base: URIReference) -> URIReference {
        var result = self
        guard scheme == nil else {
            result.path = Self.withoutDots(path)
            return result
        }
        result.scheme = base.scheme
        guard authority == nil else { return result }
        result.authority = base.authority
        if path.isEmpty {
            result.path = base.path
            result.query = query ?? base.query
        } else if path.hasPrefix("/") {
            result.path = Self.withoutDots(path)
        } else {
            result.path = Self.withoutDots(merged(with: base))
        }
        return result
    }

    private func merged(with base: URIReference) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.lastIndex(of: "/") else { return path }
        return String(base.path[...slash]) + path
    }

    /// Removes `.` and `..` from a path (RFC 3986, 5.2.4).
    private static func withoutDots(_ path: String) -> String {
        guard path.contains("./") || path.hasSuffix("/.") || path.hasSuffix("/..") else { return path }
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > 1 || (kept.count == 1 && kept[0] != "") { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return kept.joined(separator: "/")
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte | 0x20 }

    /// Returns a text as it is written after `#`.
    static func escaped(fragment text: String) -> String { escaped(Array(text.utf8)) }

    private static func escaped(_ bytes: [UInt8]) -> String {
        let plain = Set("/-._~!$&'()*+,;=:@".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            if isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte || plain.contains(byte) {
                text.append(byte)
            } else {
                text += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func unescaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            guard byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
