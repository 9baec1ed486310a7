/// The letters of the scripts that contextual rules name; only of those that IDNA allows at all.
///
/// Each range runs up to the next letter of another script.
enum IDNAScript {
    case greek
    case hebrew
    /// Hiragana, Katakana and Han.
    case japanese

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .greek: Self.isGreek(scalar.value)
        case .hebrew: Self.isHebrew(scalar.value)
        case .japanese: Self.isKana(scalar.value) || Self.isHan(scalar.value)
        }
    }

    private static func isGreek(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x371...0x373, 0x375...0x3E1, 0x3F3...0x3FC, 0x1D26...0x1D2A, 0x1F00...0x1FF6, 0xAB65: true
        default: false
        }
    }

    private static func isHebrew(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x591...0x5F4, 0xFB1E: true
        default: false
        }
    }

    private static func isKana(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3041...0x3096, 0x309D...0x309E, 0x30A1...0x30FA, 0x30FD...0x30FE, 0x31F0...0x31FF: true
        case 0x1_AFF0...0x1_B167: true
        default: false
        }
    }

    private static func isHan(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3005, 0x3007, 0x3400...0x9FFF, 0xFA0E...0xFA29, 0x1_6FE3, 0x1_6FF0...0x1_6FF3: true
        case 0x2_0000...0x3_FFFD: true
        default: false
        }
    }
}
