/// A percentage as people write it: `5%`, `0.25%`.
enum Percentage {
    /// Returns the number before the percent sign, 0 to 100; `nil` if the text is not a percentage.
    static func parse(_ text: String) -> Double? {
        guard text.utf8.last == UInt8(ascii: "%") else { return nil }
        let number = text.utf8.dropLast()
        // The standard library's conversion also accepts `nan`, `0x1p3` and `+5`.
        let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isDecimal = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
        guard isDecimal, parts.count <= 2, let value = Double(Substring(number)), value <= 100 else { return nil }
        return value
    }
}
