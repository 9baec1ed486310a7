/// JSON Pointers (RFC 6901) as text.
enum JSONPointer {
    /// Returns one reference token with its slash: `a/b` gives `/a~1b`.
    static func token(_ name: String) -> String {
        var result = "/"
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Returns the token for a key as it stands in a text, between its quotes.
    static func token(forKey content: Span<UInt8>) -> String {
        var name: [UInt8] = []
        JSONString.appendUnescaped(content, to: &name)
        return token(String(decoding: name, as: UTF8.self))
    }
}
