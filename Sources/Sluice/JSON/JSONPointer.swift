/// A JSON Pointer (RFC 6901): the path from a value to one inside it.
struct JSONPointer {
    /// The reference tokens with `~1` and `~0` resolved, as UTF-8.
    let tokens: [[UInt8]]

    /// Parses a pointer; returns `nil` if `text` is not one.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first else {
            tokens = []
            return
        }
        guard first == UInt8(ascii: "/") else { return nil }
        var tokens: [[UInt8]] = []
        for part in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
        self.tokens = tokens
    }

    private static func unescaped(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        var token: [UInt8] = []
        var rest = part
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else {
                token.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): token.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): token.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return token
    }

    /// The number of the array element that a token names: decimal digits without a leading zero.
    static func arrayIndex(_ token: [UInt8]) -> Int? {
        guard !token.isEmpty, token.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            token.count == 1 || token[0] != UInt8(ascii: "0")
        else { return nil }
        return Int(String(decoding: token, as: UTF8.self))
    }
}

extension JSONPointer {
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

    /// Returns the token for a key in its source form, between its quotes; a very long one is cut off, with `…` in
    /// place of the rest: it is for display only.
    static func shownToken(forKey content: Span<UInt8>) -> String {
        guard content.count > maximumShown else { return token(forKey: content) }
        return token(forKey: content.extracting(first: JSONString.boundary(in: content, atOrAfter: maximumShown))) + "…"
    }

    /// Returns the token for a name, with `…` in place of the rest of a very long one.
    static func shownToken(_ name: String) -> String {
        guard name.utf8.count > maximumShown else { return token(name) }
        return token(String(String.UnicodeScalarView(name.unicodeScalars.prefix(maximumShown)))) + "…"
    }

    /// Returns `root` followed by `tokens`, each with its slash; `…` replaces what exceeds `maximumShown`.
    static func shown(from root: String, _ tokens: some Sequence<String>) -> String {
        var pointer = root
        for token in tokens {
            guard pointer.utf8.count <= maximumShown else { return pointer + "/…" }
            pointer += token
        }
        return pointer
    }

    /// The most bytes of a pointer that messages and reports show: a key may be as long as its record.
    private static let maximumShown = 1_024

    /// Returns the token for a key in its source form, between its quotes.
    static func token(forKey content: Span<UInt8>) -> String {
        var name: [UInt8] = []
        JSONString.appendUnescaped(content, to: &name)
        return token(String(decoding: name, as: UTF8.self))
    }
}
