/// The keys of one object, as hashes: what tells objects apart.
struct ObjectShape: Sendable {
    /// At most this many keys are kept; the signature covers all of them.
    private static let maximumKeys = 1_024

    /// The same for all objects with the same keys, in any order.
    private(set) var signature: UInt64 = 0
    /// The keys in the object's order.
    private(set) var keys: [UInt64] = []

    /// The key that the object begins with; `nil` for an empty one.
    var opening: UInt64? { keys.first }

    /// The shape of an object without keys yet; mostly there are `expectedKeys`.
    init(expectedKeys: Int = 0) {
        keys.reserveCapacity(expectedKeys)
    }

    mutating func append(_ key: UInt64) {
        signature = Self.signature(signature, adding: key)
        if keys.count < Self.maximumKeys { keys.append(key) }
    }

    /// Returns the signature of an object with one more key.
    @inline(__always)
    static func signature(_ signature: UInt64, adding key: UInt64) -> UInt64 {
        // A sum, as the order does not matter. With the lowest bit set, even a key whose hash is zero counts.
        signature &+ (key | 1)
    }

    /// Returns the hash of a key, given as it is in the text, without its quotes.
    static func key(_ content: Span<UInt8>, hasEscapes: Bool) -> UInt64 {
        guard hasEscapes else { return KeyHash()(content) }
        var unescaped: [UInt8] = []
        JSONString.appendUnescaped(content, to: &unescaped)
        return KeyHash()(unescaped.span)
    }
}
