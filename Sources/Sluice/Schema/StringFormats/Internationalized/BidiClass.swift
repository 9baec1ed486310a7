/// The direction of a scalar that may be in a label (Unicode's bidi class, as far as RFC 5893 tells classes apart).
enum BidiClass {
    case leftToRight
    /// R and AL.
    case rightToLeft
    case europeanNumber
    case arabicNumber
    /// NSM: a mark has the direction of its letter.
    case mark
    /// ES, ON, BN.
    case neutral

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: self = .europeanNumber
        case 0x660...0x669, 0x1_0D30...0x1_0D39: self = .arabicNumber
        // The hyphen, the middle dots, and modifier letters.
        case 0x2D, 0xB7, 0x2B9...0x2BA, 0x2C6...0x2CF, 0x2EC, 0x375, 0x200C...0x200D, 0x2E2F, 0x30FB, 0xA67F,
            0xA717...0xA71F, 0xA788:
            self = .neutral
        case _ where scalar.properties.generalCategory == .nonspacingMark: self = .mark
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x1_0800...0x1_0FFF, 0x1_E800...0x1_EFFF:
            self = .rightToLeft
        default: self = .leftToRight
        }
    }
}
