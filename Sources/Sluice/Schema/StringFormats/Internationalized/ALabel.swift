/// A label of a host name that encodes a Unicode one: `xn--bcher-kva` for `bücher`.
enum ALabel {
    private static let prefixLength = 4

    /// Returns whether `label` begins with `xn--`, in whichever case.
    static func hasPrefix(_ label: Span<UInt8>) -> Bool {
        label.count >= prefixLength && label[0] | 0x20 == UInt8(ascii: "x") && label[1] | 0x20 == UInt8(ascii: "n")
            && label[2] == UInt8(ascii: "-") && label[3] == UInt8(ascii: "-")
    }

    /// Returns whether what follows the prefix decodes to a label that IDNA 2008 permits.
    ///
    /// The check is that of RFC 5891, section 5.4, and the bidi rule of RFC 5893. One thing is left out: whether two
    /// scalars of the label would compose into one (normal form C), for which the standard library has no data.
    static func isValid(_ label: Span<UInt8>) -> Bool {
        guard let decoded = Punycode.decode(label.extracting(droppingFirst: prefixLength)) else { return false }
        return decoded.isPermitted && decoded.obeysBidiRule
    }
}
