import Glibc

/// A JSON number, read the slow and obvious way: by its parts, and by the C library.
struct ReferenceNumber {
    let hasPoint: Bool
    let hasExponent: Bool
    /// Infinite where it is too large.
    let double: Double
    private let isNegative: Bool
    private let integerDigits: [UInt8]
    private let fractionDigits: [UInt8]
    private let exponent: Int

    /// Reads `text`; returns `nil` unless it is a number as RFC 8259, section 6, has it.
    init?(_ text: [UInt8]) {
        var rest = text[...]
        isNegative = Self.take(&rest, "-")
        integerDigits = Self.takeDigits(&rest)
        guard !integerDigits.isEmpty, integerDigits.count == 1 || integerDigits[0] != UInt8(ascii: "0") else {
            return nil
        }
        hasPoint = Self.take(&rest, ".")
        fractionDigits = hasPoint ? Self.takeDigits(&rest) : []
        guard hasPoint != fractionDigits.isEmpty else { return nil }
        hasExponent = Self.take(&rest, "e") || Self.take(&rest, "E")
        var power = 0
        if hasExponent {
            let isBelowZero = Self.take(&rest, "-")
            if !isBelowZero { _ = Self.take(&rest, "+") }
            let digits = Self.takeDigits(&rest)
            guard !digits.isEmpty else { return nil }
            // No input is long enough for more to matter.
            for digit in digits { power = min(power * 10 + Int(digit - UInt8(ascii: "0")), 1 << 40) }
            if isBelowZero { power = -power }
        }
        exponent = power
        guard rest.isEmpty else { return nil }
        let string = String(decoding: text, as: UTF8.self)
        // SAFETY: the string is passed as a C string for the length of the call.
        double = unsafe strtod(string, nil)
    }

    /// The digits behind the point; `nil` for a number with an exponent.
    var decimalPlaces: Int? { hasExponent ? nil : fractionDigits.count }

    /// The value's digits, without zeros at either end, and the power of ten of the last one.
    private var significant: (digits: ArraySlice<UInt8>, power: Int) {
        var digits = (integerDigits + fractionDigits)[...]
        var power = exponent - fractionDigits.count
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            power += 1
        }
        digits = digits.drop { $0 == UInt8(ascii: "0") }
        return digits.isEmpty ? ([], 0) : (digits, power)
    }

    var isInteger: Bool { significant.power >= 0 }

    /// The integer, if it is one and has 64 bits.
    var int64: Int64? {
        let (digits, power) = significant
        guard power >= 0, digits.count + power <= 19 else { return nil }
        let text =
            (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: power)
        errno = 0
        // SAFETY: the string is passed as a C string for the length of the call.
        let value = unsafe strtoll(text, nil, 10)
        return errno == 0 ? Int64(value) : nil
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, _ letter: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest.removeFirst()
        return true
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        return Array(digits)
    }
}
