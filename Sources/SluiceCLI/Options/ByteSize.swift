/// A number of bytes as people write it: `4096`, `64KiB`, `128M`, `1GB`.
enum ByteSize {
    /// Suffixes in lower case; a letter alone is binary, as with `dd` and `split`.
    private static let units: [String: Int] = [
        "": 1, "b": 1,
        "k": 1 << 10, "kib": 1 << 10, "kb": 1_000,
        "m": 1 << 20, "mib": 1 << 20, "mb": 1_000_000,
        "g": 1 << 30, "gib": 1 << 30, "gb": 1_000_000_000,
        "t": 1 << 40, "tib": 1 << 40, "tb": 1_000_000_000_000,
    ]

    /// Returns the number of bytes; `nil` if the text is not a size, or does not fit into an integer.
    static func parse(_ text: String) -> Int? {
        let digits = text.utf8.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        let suffix = text.utf8.dropFirst(digits.count)
        // In lower case the Kelvin sign is a k.
        guard suffix.allSatisfy({ $0 < 0x80 }), let count = Int(String(Substring(digits))),
            let unit = units[String(Substring(suffix)).lowercased()]
        else {
            return nil
        }
        let (bytes, isOverflow) = count.multipliedReportingOverflow(by: unit)
        return isOverflow ? nil : bytes
    }
}
