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
    /// The ASCII ones are escaped in every JSON string.
    package static func escapedJSON(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(isShowableInJSON) else { return text }
        var result: [UInt8] = []
        var rest = text.unicodeScalars[...]
        while let index = rest.firstIndex(where: { !isShowableInJSON($0) }) {
            result.append(contentsOf: text.utf8[rest.startIndex..<index])
            for unit in UTF16.encode(rest[index]).map(Array.init) ?? [] { result.append(contentsOf: escape(unit).utf8) }
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

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// ASCII control characters need no check: JSON strings contain none, and JSON's white space may be shown.
    private static func isShowableInJSON(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x7F || Excerpt.isShowable(scalar)
    }
}
