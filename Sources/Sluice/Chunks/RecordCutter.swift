/// Guesses where a record begins after a given offset, so that chunks can be read in parallel without a scan of
/// everything before them.
///
/// A guess only decides how the work is split, and never the result: a chunk counts only if the reading of the previous
/// chunk ended exactly where it begins.
///
/// ```
/// array         …"value": 3\n  },\n  {\n    "id": 7,…      a brace after "},", followed by the first record's key
///                                │
///                                cut: just past the comma
/// lines         …}\n{…           just past a line feed, before a brace or a bracket
/// concatenated  …}\n{…           a brace after a brace, followed by the first record's key
/// ```
struct RecordCutter: Sendable {
    let framing: RecordFraming
    /// The bytes of the first record's first key, without quotes; `nil` if it is unknown, or too long.
    private let openingKey: [UInt8]?
    /// Around records that are inside a document, which containers are arrays.
    private let arrays: UInt64

    init(framing: RecordFraming, openingKey: [UInt8]?, arrays: UInt64 = 0) {
        self.framing = framing
        self.arrays = arrays
        self.openingKey = openingKey.flatMap { $0.count <= RecordScanner.maximumKey ? $0 : nil }
    }

    /// Where the reading of a chunk that begins at `offset` begins.
    func seam(at offset: Int) -> Seam {
        switch framing {
        case .array, .members: Seam(offset: offset, state: .element, arrays: arrays)
        case .lines, .concatenated: Seam(offset: offset, state: .document)
        }
    }

    /// Returns the first place at or after `target` where a record seems to begin.
    ///
    /// An object that begins with the first record's key is preferred; if there is none, any object will do.
    func cut(in bytes: Span<UInt8>, from target: Int) -> Int? {
        switch framing {
        case .lines:
            return cutAtLine(in: bytes, from: target)
        case .array, .members, .concatenated:
            return cutAtOpening(in: bytes, from: target, key: openingKey)
                ?? (openingKey == nil ? nil : cutAtOpening(in: bytes, from: target, key: nil))
        }
    }

    /// Returns where a line begins with a record, or an array of records; if none does, where any line begins.
    private func cutAtLine(in bytes: Span<UInt8>, from target: Int) -> Int? {
        // The line feed may be the last byte before the target.
        let first = bytes.first(UInt8(ascii: "\n"), from: max(target - 1, 0))
        var feed = first
        while feed + 1 < bytes.count {
            if bytes[feed + 1] == UInt8(ascii: "{") || bytes[feed + 1] == UInt8(ascii: "[") { return feed + 1 }
            feed = bytes.first(UInt8(ascii: "\n"), from: feed + 1)
        }
        return first < bytes.count ? first + 1 : nil
    }

    private func cutAtOpening(in bytes: Span<UInt8>, from target: Int, key: [UInt8]?) -> Int? {
        var brace = bytes.first(UInt8(ascii: "{"), from: target)
        while brace < bytes.count {
            if let cut = cutBefore(brace, in: bytes), cut >= target, opens(brace, with: key, in: bytes) { return cut }
            brace = bytes.first(UInt8(ascii: "{"), from: brace + 1)
        }
        return nil
    }

    /// Returns where the chunk would begin if a record begins at `brace`, or `nil` if no record ends before it.
    private func cutBefore(_ brace: Int, in bytes: Span<UInt8>) -> Int? {
        guard framing != .members else { return cutBeforeMember(brace, in: bytes) }
        var end = previousSignificant(before: brace, in: bytes)
        guard framing == .array else { return end >= 0 && bytes[end] == UInt8(ascii: "}") ? end + 1 : nil }
        guard end >= 0, bytes[end] == UInt8(ascii: ",") else { return nil }
        let cut = end + 1
        end = previousSignificant(before: end, in: bytes)
        return end >= 0 && bytes[end] == UInt8(ascii: "}") ? cut : nil
    }

    /// Returns where the chunk would begin if a member's value begins at `brace`: before its key, just past the comma.
    private func cutBeforeMember(_ brace: Int, in bytes: Span<UInt8>) -> Int? {
        let colon = previousSignificant(before: brace, in: bytes)
        guard colon >= 0, bytes[colon] == UInt8(ascii: ":") else { return nil }
        let quote = previousSignificant(before: colon, in: bytes)
        guard quote > 0, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        var start = quote - 1
        while start >= 0, quote - start <= RecordScanner.maximumKey, bytes[start] != UInt8(ascii: "\"") { start -= 1 }
        guard start >= 0, bytes[start] == UInt8(ascii: "\"") else { return nil }
        let comma = previousSignificant(before: start, in: bytes)
        guard comma >= 0, bytes[comma] == UInt8(ascii: ",") else { return nil }
        let end = previousSignificant(before: comma, in: bytes)
        return end >= 0 && bytes[end] == UInt8(ascii: "}") ? comma + 1 : nil
    }

    private func previousSignificant(before index: Int, in bytes: Span<UInt8>) -> Int {
        var index = index - 1
        while index >= 0, bytes[index] <= 0x20 { index -= 1 }
        return index
    }

    private func opens(_ brace: Int, with key: [UInt8]?, in bytes: Span<UInt8>) -> Bool {
        let quote = bytes.firstNonSpace(from: brace + 1)
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return false }
        guard let key else { return true }
        let end = quote + 1 + key.count
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return false }
        return bytes.extracting(quote + 1..<end).hasSameBytes(as: key.span)
    }
}
