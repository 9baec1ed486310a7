/// The name of a directory entry: any bytes but zero and the slash.
struct EntryName: Sendable {
    private let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The name, or `nil` if it is not UTF-8; this program creates no such names.
    var text: String? { String(validating: bytes, as: UTF8.self) }

    /// The name as shown in messages: on one line, non-UTF-8 bytes as `\xFF`.
    var shown: String {
        if let text { return Excerpt.path(text) }
        return bytes.map { byte in
            guard byte > 0x20, byte < 0x7F else {
                return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
            return String(Unicode.Scalar(byte))
        }.joined()
    }

    /// Returns whether the name sorts before `other` by its bytes.
    func precedes(_ other: EntryName) -> Bool { bytes.lexicographicallyPrecedes(other.bytes) }
}
