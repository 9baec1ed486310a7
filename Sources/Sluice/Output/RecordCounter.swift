/// Counts the records in the bytes of a part, independently of the code that wrote them.
struct RecordCounter {
    private let hasHeader: Bool
    private let hasQuotes: Bool
    private var isInQuotes = false
    private var lines = 0

    /// Prepares to count; `nil` for a format whose bytes do not show where records end.
    init?(_ format: OutputFormat) {
        guard format != .parquet else { return nil }
        hasHeader = format == .csv
        hasQuotes = format == .csv
    }

    /// Counts the records that end in the next `bytes`.
    mutating func count(_ bytes: Span<UInt8>) {
        guard hasQuotes else {
            lines += bytes.count(of: UInt8(ascii: "\n"))
            return
        }
        for index in 0..<bytes.count {
            // A quote inside quotes is doubled, so the state after it is the same.
            if bytes[index] == UInt8(ascii: "\"") { isInQuotes.toggle() }
            if bytes[index] == UInt8(ascii: "\n"), !isInQuotes { lines += 1 }
        }
    }

    /// The number of records that have ended so far.
    var records: Int { max(0, lines - (hasHeader ? 1 : 0)) }
}
