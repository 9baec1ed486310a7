/// Text made fit to be shown on a terminal.
package enum TerminalText {
    /// Returns `text` with every character escaped that could move the cursor or turn the direction of the text.
    ///
    /// Line breaks are escaped too, so the result is one line. Text that has been through this once stays as it is.
    package static func escaped(_ text: String) -> String {
        Excerpt.path(text)
    }

    /// Returns a JSON text that means the same and can be shown: characters that could move the cursor or turn the
    /// direction of the text stand as `\\u` escapes.
    ///
    /// Those of ASCII are escaped in any JSON string; the others are all in Unicode's first plane.
    package static func escapedJSON(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(isShowableInJSON) else { return text }
        var result: [UInt8] = []
        var rest = text.unicodeScalars[...]
        while let index = rest.firstIndex(where: { !isShowableInJSON($0) }) {
            let digits = String(rest[index].value, radix: 16)
            result.append(contentsOf: text.utf8[rest.startIndex..<index])
            result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            rest = rest[rest.index(after: index)...]
        }
        result.append(contentsOf: text.utf8[rest.startIndex...])
        return String(decoding: result, as: UTF8.self)
    }

    /// The same for a text of many megabytes: it is looked through once, and not copied, where it is ASCII.
    package static func escapedJSON(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.reduce(0, max) >= 0x7F else { return bytes }
        return Array(escapedJSON(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// Control characters of ASCII are no matter of this: JSON strings have none, and its white space may be shown.
    private static func isShowableInJSON(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x7F || Excerpt.isShowable(scalar)
    }
}
