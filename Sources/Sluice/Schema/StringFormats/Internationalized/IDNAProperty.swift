/// What IDNA 2008 makes of a scalar in a label: the derived property of RFC 5892, section 3.
///
/// It follows from the properties that the standard library has, so it is that of the same version of Unicode.
enum IDNAProperty {
    /// PVALID.
    case valid
    /// CONTEXTJ and CONTEXTO: allowed in some places.
    case contextual
    /// DISALLOWED and UNASSIGNED.
    case disallowed

    init(_ scalar: Unicode.Scalar) {
        self = Self.exception(scalar.value) ?? Self.derived(scalar)
    }

    /// The exceptions of section 2.6, and the joiners.
    private static func exception(_ scalar: UInt32) -> IDNAProperty? {
        switch scalar {
        case 0x2D, 0x30...0x39, 0x61...0x7A, 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: .valid
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D, 0x30FB: .contextual
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: .disallowed
        default: nil
        }
    }

    private static func derived(_ scalar: Unicode.Scalar) -> IDNAProperty {
        let properties = scalar.properties
        // Unstable, ignorable, and white space.
        guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint,
            !properties.isWhitespace, !properties.isNoncharacterCodePoint, !isInIgnoredBlock(scalar.value)
        else { return .disallowed }
        return switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
            .spacingMark:
            .valid
        default: .disallowed
        }
    }

    /// Marks for symbols, musical notation, and the conjoining jamo of old Hangul.
    private static func isInIgnoredBlock(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20D0...0x20FF, 0x1_D100...0x1_D1FF, 0x1_D200...0x1_D24F: true
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: true
        default: false
        }
    }
}
