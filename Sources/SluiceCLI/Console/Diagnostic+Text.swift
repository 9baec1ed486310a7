import Sluice

extension Diagnostic {
    /// The minimum width of line numbers, in columns.
    private static let numberWidth = 5

    /// The diagnostic in the style of compilers, with its line and a caret under the offending text.
    ///
    /// ```
    /// error: items.json:23:17: record 3, /quantity: expected an integer greater than 0, found the string "five"
    ///    23 |     "quantity": "five",
    ///       |                 ^~~~~~
    /// ```
    ///
    /// Of a replayed record the line is that of the original input, whose place follows.
    func text(_ style: Style) -> String {
        var lines = ["\(style.error("error:")) \(style.strong(TerminalText.escaped(headline)))"]
        if let excerpt {
            let number = String(original?.line ?? position.line)
            let margin = String(repeating: " ", count: max(Self.numberWidth - number.count, 0))
            let blank = String(repeating: " ", count: max(Self.numberWidth, number.count))
            let caret = "^" + String(repeating: "~", count: max(excerpt.caretLength - 1, 0))
            let indent = String(repeating: " ", count: max(excerpt.caretColumn, 0))
            lines.append("\(style.faint(margin + number + " |")) \(excerpt.text)")
            lines.append("\(style.faint(blank + " |")) \(indent)\(style.caret(caret))")
        }
        if let original {
            let record = original.record.map { ", record \($0)" } ?? ""
            let place = "\(original.input):\(original.line):\(original.column)\(record)"
            lines.append("\(style.faint("note:")) rejected from \(TerminalText.escaped(place))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
