/// The name of an entry of a directory: any bytes but zero and the slash.
struct EntryName: Sendable {
    private let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The name, if it is valid UTF-8: no other name is one that this program gives.
    var text: String? { String(validating: bytes, as: UTF8.self) }

    /// The name as messages show it: on one line, bytes that are not UTF-8 as `\xFF`.
    var shown: String {
        if let text { return Excerpt.path(text) }
        return bytes.map { byte in
            guard byte > 0x20, byte < 0x7F else {
                return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
            return String(Unicode.Scalar(byte))
        }.joined()
    }

    /// Whether the name comes before another one, by their bytes.
    func precedes(_ other: EntryName) -> Bool { bytes.lexicographicallyPrecedes(other.bytes) }
}
