/// The evidence about the strings seen in one place.
struct StringEvidence {
    /// The most distinct strings that are kept, and the longest of them in bytes.
    private static let maximumDistinct = 64
    private static let maximumLength = 128
    /// The approximate cost of keeping a string, in bytes beyond its own.
    private static let overhead = 64

    /// The formats that every string so far has had.
    struct Formats: OptionSet {
        let rawValue: UInt8
        static let date = Formats(rawValue: 1)
        static let dateTime = Formats(rawValue: 2)
        static let localDateTime = Formats(rawValue: 4)
        static let all: Formats = [.date, .dateTime, .localDateTime]
    }

    /// The distinct strings in order of appearance, and how often each occurred.
    private(set) var values: [(text: [UInt8], count: Int)] = []
    /// Whether there were more strings, or longer ones, than are kept.
    private(set) var isOverflowing = false
    private(set) var formats = Formats.all
    private var indices: [[UInt8]: Int] = [:]
    /// The index of the last string: runs of equal strings are common.
    private var last = 0

    /// Adds a string's text; `budget` is the number of bytes that may still be kept.
    mutating func add(_ text: Span<UInt8>, budget: inout Int) {
        if !formats.isEmpty { narrowFormats(text) }
        guard !isOverflowing else { return }
        if isLast(text) {
            values[last].count += 1
            return
        }
        guard text.count <= Self.maximumLength else { return overflow() }
        let bytes = Array(copying: text)
        if let index = indices[bytes] {
            values[index].count += 1
            last = index
            return
        }
        let cost = bytes.count + Self.overhead
        guard values.count < Self.maximumDistinct, budget >= cost else { return overflow() }
        budget -= cost
        last = values.count
        indices[bytes] = last
        values.append((bytes, 1))
    }

    private func isLast(_ text: Span<UInt8>) -> Bool {
        guard last < values.count else { return false }
        let candidate = values[last].text
        return candidate.span.hasSameBytes(as: text)
    }

    private mutating func overflow() {
        isOverflowing = true
        values = []
        indices = [:]
    }

    private mutating func narrowFormats(_ text: Span<UInt8>) {
        if formats.contains(.date), CalendarText.date(text) == nil { formats.remove(.date) }
        if formats.contains(.dateTime), CalendarText.timestamp(text, hasOffset: true) == nil {
            formats.remove(.dateTime)
        }
        if formats.contains(.localDateTime), CalendarText.timestamp(text, hasOffset: false) == nil {
            formats.remove(.localDateTime)
        }
    }
}
