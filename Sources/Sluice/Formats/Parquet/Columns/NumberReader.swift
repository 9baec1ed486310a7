/// Reads from a value's text the number that a column stores for it.
protocol NumberReader {
    /// The kinds of value that can be read; others have already failed a check.
    var kinds: ValueKind.Set { get }
    /// Returns the number to store, or `nil` for a value that the column cannot hold; the `text` of a string includes
    /// its quotes.
    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64?
    /// Returns whether the number to store has lost digits of the text.
    func losesDigits(_ text: Span<UInt8>, in number: Int64) -> Bool
}

extension NumberReader {
    @inline(__always)
    func losesDigits(_ text: Span<UInt8>, in number: Int64) -> Bool { false }
}

struct Int64Reader: NumberReader {
    var kinds: ValueKind.Set { .number }

    @inline(__always)
    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64? { NumberText.int64(text) }
}

struct Int32Reader: NumberReader {
    var kinds: ValueKind.Set { .number }

    @inline(__always)
    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64? {
        guard let number = NumberText.int64(text), Int32(exactly: number) != nil else { return nil }
        return number
    }
}

/// Reads doubles as their bits.
struct DoubleReader: NumberReader {
    var kinds: ValueKind.Set { .number }

    @inline(__always)
    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64? {
        NumberText.double(text).map { Int64(bitPattern: $0.bitPattern) }
    }

    @inline(__always)
    func losesDigits(_ text: Span<UInt8>, in number: Int64) -> Bool {
        NumberText.losesDigits(text, in: Double(bitPattern: UInt64(bitPattern: number)))
    }
}

/// Reads decimals of at most eighteen digits.
struct DecimalReader: NumberReader {
    let precision: Int
    let scale: Int

    var kinds: ValueKind.Set { .number }

    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64? {
        NumberText.decimal(text, precision: precision, scale: scale).map { Int64($0) }
    }
}

struct DateReader: NumberReader {
    var kinds: ValueKind.Set { ValueKind.Set(.string) }

    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64? {
        guard hasEscapes else { return CalendarText.date(text.extracting(1..<text.count - 1)) }
        let content = text.unescapedContent
        return CalendarText.date(content.span)
    }
}

struct TimestampReader: NumberReader {
    let hasOffset: Bool

    var kinds: ValueKind.Set { ValueKind.Set(.string) }

    func read(_ text: Span<UInt8>, hasEscapes: Bool) -> Int64? {
        guard hasEscapes else {
            return CalendarText.timestamp(text.extracting(1..<text.count - 1), hasOffset: hasOffset)
        }
        let content = text.unescapedContent
        return CalendarText.timestamp(content.span, hasOffset: hasOffset)
    }
}

extension Span<UInt8> {
    /// The content of a string, escapes resolved.
    ///
    /// Hardly any program writes dates with escapes, so this need not be fast.
    fileprivate var unescapedContent: [UInt8] {
        var content: [UInt8] = []
        JSONString.appendUnescaped(extracting(1..<count - 1), to: &content)
        return content
    }
}
