/// Text made fit to be shown on a terminal.
package enum TerminalText {
    /// Returns `text` with every character escaped that could move the cursor or turn the direction of the text.
    ///
    /// Line breaks are escaped too, so the result is one line. Text that has been through this once stays as it is.
    package static func escaped(_ text: String) -> String {
        Excerpt.path(text)
    }
}
