/// Decides whether all lines of a file are lines of a status journal.
///
/// A killed run may leave the beginning of a line. It is recognized by the bytes that all lines share, as far as it
/// goes, and by being the beginning of a JSON object.
struct StatusJournalCheck: LineSink {
    private static let opening = Array("{\"run\":\"".utf8)

    private(set) var isJournal = true

    mutating func line(_ text: Span<UInt8>) -> Bool {
        // After a power failure the end of a line that was not synced may be zeros.
        var end = text.count
        while end > 0, text[end - 1] == 0 { end -= 1 }
        let text = text.extracting(first: end)
        isJournal = Self.hasOpening(text) && Self.isBeginningOfJSON(text)
        return isJournal
    }

    mutating func overlongLine() -> Bool {
        isJournal = false
        return false
    }

    /// Returns whether `text` begins with a run's name, or ends before that is complete.
    private static func hasOpening(_ text: Span<UInt8>) -> Bool {
        for index in 0..<min(text.count, opening.count) where text[index] != opening[index] { return false }
        let end = opening.count + StatusRun.nameLength
        guard text.count > opening.count else { return true }
        for index in opening.count..<min(text.count, end) {
            guard hexDigitValue(text[index]) != nil else { return false }
        }
        return text.count <= end || text[end] == UInt8(ascii: "\"")
    }

    private static func isBeginningOfJSON(_ text: Span<UInt8>) -> Bool {
        var reader = JSONText(maximumDepth: 16)
        var sink = DiscardingSink()
        do throws(SyntaxError) {
            try reader.next(text, base: 0, into: &sink)
        } catch {
            return false
        }
        return true
    }
}
