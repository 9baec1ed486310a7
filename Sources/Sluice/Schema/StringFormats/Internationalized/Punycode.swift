/// The encoding of Unicode labels in ASCII (RFC 3492).
enum Punycode {
    private static let base = 36
    private static let smallestThreshold = 1
    private static let largestThreshold = 26
    private static let skew = 38
    private static let damping = 700
    private static let initialBias = 72
    private static let firstScalar = 0x80
    private static let largestScalar = 0x10_FFFF

    /// Decodes what follows `xn--` in a label of at most 63 bytes; letters become lower-case.
    ///
    /// Returns `nil` if it is not an encoding, and also if it is one of ASCII alone, which needs none. As an encoding
    /// spells each number in one way only, no other text decodes to the same label.
    static func decode(_ text: Span<UInt8>) -> ULabel? {
        guard text.count <= 59 else { return nil }
        var label = ULabel()
        var position = appendBasic(text, to: &label)
        guard position < text.count else { return nil }
        var scalar = firstScalar
        var insertion = 0
        var bias = initialBias
        var isFirst = true
        while position < text.count {
            guard let delta = readDelta(text, &position, bias: bias) else { return nil }
            let length = label.count + 1
            insertion += delta
            scalar += insertion / length
            insertion %= length
            guard scalar <= largestScalar, let decoded = Unicode.Scalar(UInt32(scalar)) else { return nil }
            label.insert(decoded, at: insertion)
            bias = adapted(isFirst ? delta / damping : delta / 2, count: length)
            isFirst = false
            insertion += 1
        }
        return label
    }

    /// Appends the ASCII characters before the last hyphen; returns where the numbers begin.
    private static func appendBasic(_ text: Span<UInt8>, to label: inout ULabel) -> Int {
        var end = text.count
        while end > 0, text[end - 1] != UInt8(ascii: "-") { end -= 1 }
        guard end > 1 else { return 0 }
        for index in 0..<end - 1 {
            let byte = text[index]
            let isUppercase = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            label.insert(Unicode.Scalar(isUppercase ? byte | 0x20 : byte), at: index)
        }
        return end
    }

    /// Reads a number of variable length; `nil` if it is cut off or larger than any that a label needs.
    private static func readDelta(_ text: Span<UInt8>, _ position: inout Int, bias: Int) -> Int? {
        // No number of a label exceeds its length times the count of scalars.
        let limit = 64 * (largestScalar + 1)
        var delta = 0
        var weight = 1
        var place = base
        while position < text.count {
            guard let digit = digit(text[position]), weight <= limit else { return nil }
            position += 1
            delta += digit * weight
            guard delta <= limit else { return nil }
            let threshold = min(max(place - bias, smallestThreshold), largestThreshold)
            if digit < threshold { return delta }
            weight *= base - threshold
            place += base
        }
        return nil
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
        default: nil
        }
    }

    /// The bias after a number that is `delta` when damped, in a label of `count` scalars.
    private static func adapted(_ delta: Int, count: Int) -> Int {
        var delta = delta + delta / count
        var place = 0
        while delta > (base - smallestThreshold) * largestThreshold / 2 {
            delta /= base - smallestThreshold
            place += base
        }
        return place + (base - smallestThreshold + 1) * delta / (delta + skew)
    }
}
