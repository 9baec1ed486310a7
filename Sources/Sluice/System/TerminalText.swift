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
        guard text.utf8.contains(where: { $0 >= 0x7F }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x7F || Excerpt.isShowable(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }
}
