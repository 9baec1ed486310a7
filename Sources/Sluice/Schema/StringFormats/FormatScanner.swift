/// Reads a text from front to back for the grammar of a format.
///
/// `peek` looks, `read` takes what is there or returns `nil`, `skip` takes what may be there and says whether or how
/// much, `consume` takes what must be there and returns `false` if it is not. After that the position is unspecified.
///
/// The smallest steps are inlined, which halves the instructions for a date.
struct FormatScanner: ~Escapable {
    private let text: Span<UInt8>
    private(set) var position = 0

    @_lifetime(copy text)
    init(_ text: Span<UInt8>) {
        self.text = text
    }

    var isAtEnd: Bool { position == text.count }

    /// The next byte, or `nil` at the end.
    var peek: UInt8? { position < text.count ? text[position] : nil }

    /// The bytes that have been read since `start`.
    @_lifetime(copy self)
    func read(since start: Int) -> Span<UInt8> { text.extracting(start..<position) }

    /// Returns to a position that was read before.
    @_lifetime(self: copy self)
    mutating func rewind(to position: Int) { self.position = position }

    /// Reads one byte, whatever it is.
    @_lifetime(self: copy self)
    mutating func read() -> UInt8? {
        guard let byte = peek else { return nil }
        position += 1
        return byte
    }

    @_lifetime(self: copy self)
    @inline(__always)
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Skips a letter, in whichever case it is.
    @_lifetime(self: copy self)
    @inline(__always)
    mutating func skip(letter: Unicode.Scalar) -> Bool {
        guard let byte = peek, byte | 0x20 == UInt8(ascii: letter) | 0x20 else { return false }
        position += 1
        return true
    }

    @_lifetime(self: copy self)
    @inline(__always)
    mutating func skip(oneOf set: ByteSet) -> Bool {
        guard let byte = peek, set.contains(byte) else { return false }
        position += 1
        return true
    }

    /// Skips bytes of `set`, at most `limit`; returns how many.
    @_lifetime(self: copy self)
    @inline(__always)
    mutating func skip(while set: ByteSet, atMost limit: Int = .max) -> Int {
        let start = position
        let end = limit < text.count - start ? start + limit : text.count
        var index = start
        while index < end, set.contains(text[index]) { index += 1 }
        position = index
        return index - start
    }

    /// Consumes exactly `count` bytes of `set`.
    @_lifetime(self: copy self)
    mutating func consume(_ count: Int, of set: ByteSet) -> Bool {
        skip(while: set, atMost: count) == count
    }

    /// Reads a number of exactly `count` digits, at most 18.
    @_lifetime(self: copy self)
    @inline(__always)
    mutating func readNumber(digits count: Int) -> Int? {
        guard text.count - position >= count else { return nil }
        var number = 0
        for index in position..<position + count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        position += count
        return number
    }

    /// Reads a scalar of more than one byte.
    @_lifetime(self: copy self)
    mutating func readNonASCII() -> UInt32? {
        guard let lead = peek, lead >= 0xC0 else { return nil }
        let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard text.count - position >= count else { return nil }
        var scalar = UInt32(lead) & (0x7F >> UInt32(count))
        for index in position + 1..<position + count { scalar = scalar << 6 | UInt32(text[index] & 0x3F) }
        position += count
        return scalar
    }

    /// Skips bytes of `set` and percent-encoded ones; returns how many.
    ///
    /// It stops at a percent sign that two hexadecimal digits do not follow.
    @_lifetime(self: copy self)
    mutating func skipEncoded(_ set: ByteSet) -> Int {
        let start = position
        repeat { _ = skip(while: set) } while skipPercentEncoded()
        return position - start
    }

    /// Skips `%` and two hexadecimal digits.
    @_lifetime(self: copy self)
    mutating func skipPercentEncoded() -> Bool {
        let start = position
        guard skip("%") else { return false }
        guard consume(2, of: .hexDigits) else {
            position = start
            return false
        }
        return true
    }
}
