/// Why the bytes of a reject are not one record.
enum ReplayedFault {
    /// They are not a JSON value, or not only one.
    case syntax(SyntaxError)
    /// They are another value than an object.
    case notAnObject

    /// Examines the bytes; `nil` if they are exactly one object, however deep or large.
    init?(_ raw: Span<UInt8>) {
        var text = JSONText(maximumDepth: .max)
        var sink = DiscardingSink()
        do throws(SyntaxError) {
            try text.next(raw, base: 0, into: &sink)
            try text.finish(into: &sink)
        } catch {
            self = .syntax(error)
            return
        }
        let start = raw.firstNonSpace(from: 0)
        guard raw[start] != UInt8(ascii: "{") else { return nil }
        self = .notAnObject
    }
}
