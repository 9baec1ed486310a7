/// A slow and obvious decoder of what stands between the quotes of a JSON string.
enum ReferenceText {
    /// Returns the text that `content` stands for; `nil` unless it is what may stand there.
    static func decoded(_ content: [UInt8]) -> String? {
        guard let text = String(validating: content, as: UTF8.self) else { return nil }
        var units: [UInt16] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.popFirst() {
            guard unit == UInt16(UInt8(ascii: "\\")) else {
                guard unit >= 0x20, unit != UInt16(UInt8(ascii: "\"")) else { return nil }
                units.append(unit)
                continue
            }
            guard let escape = takeEscape(&rest) else { return nil }
            units.append(escape)
        }
        // Surrogates must be in pairs, wherever they come from: in UTF-8 they cannot.
        return String(validating: units, as: UTF16.self)
    }

    private static func takeEscape(_ rest: inout ArraySlice<UInt16>) -> UInt16? {
        guard let letter = rest.popFirst(), letter < 0x80 else { return nil }
        switch Character(Unicode.Scalar(UInt8(letter))) {
        case "\"", "\\", "/": return letter
        case "b": return 0x08
        case "f": return 0x0C
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "u":
            guard rest.count >= 4 else { return nil }
            var unit: UInt16 = 0
            for digit in rest.prefix(4) {
                guard digit < 0x80, let value = Character(Unicode.Scalar(UInt8(digit))).hexDigitValue else {
                    return nil
                }
                unit = unit << 4 | UInt16(value)
            }
            rest = rest.dropFirst(4)
            return unit
        default: return nil
        }
    }
}
