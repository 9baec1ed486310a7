/// Text made safe to show on a terminal.
package enum TerminalText {
    /// Returns `text` with every character escaped that could move the cursor or change the direction of the text.
    ///
    /// Line breaks are escaped too, so the result is one line. Escaping it again changes nothing.
    package static func escaped(_ text: String) -> String {
        Excerpt.path(text)
    }

    /// Returns an equivalent JSON text that is safe to show: characters that could move the cursor or change the
    /// direction of the text become `\\u` escapes.
    ///
    /// The ASCII ones are escaped in every JSON string; the others are all in Unicode's first plane.
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

    /// The same for a text of many megabytes: ASCII is scanned once and not copied.
    package static func escapedJSON(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.reduce(0, max) >= 0x7F else { return bytes }
        return Array(escapedJSON(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// ASCII control characters need no check: JSON strings contain none, and JSON's white space may be shown.
    private static func isShowableInJSON(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x7F || Excerpt.isShowable(scalar)
    }
}
