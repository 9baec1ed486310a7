/// The runs of bytes of a valid JSON text, without the white space between its tokens.
struct CompactRuns: ~Escapable {
    private let text: Span<UInt8>
    private var index = 0

    @_lifetime(copy text)
    init(_ text: Span<UInt8>) {
        self.text = text
    }

    /// Returns the next run, or `nil` after the last one.
    @_lifetime(self: copy self)
    mutating func next() -> Range<Int>? {
        index = text.firstNonSpace(from: index)
        let start = index
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                index = endOfString(from: index + 1)
            } else if byte <= 0x20 {
                break
            } else {
                index += 1
            }
        }
        return start < index ? start..<index : nil
    }

    /// Returns the index just past the closing quote of the string whose content begins at `start`.
    private func endOfString(from start: Int) -> Int {
        var index = text.firstStringSpecial(from: start)
        while text[index] != UInt8(ascii: "\"") {
            index = text.firstStringSpecial(from: index + (text[index] == UInt8(ascii: "\\") ? 2 : 1))
        }
        return index + 1
    }
}
