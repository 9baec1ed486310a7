extension Int {
    /// The number with its digits in groups of three: `1234567` as `1,234,567`.
    package var grouped: String {
        var text = Array(String(self).utf8)
        for index in stride(from: text.count - 3, to: self < 0 ? 1 : 0, by: -3) {
            text.insert(UInt8(ascii: ","), at: index)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
