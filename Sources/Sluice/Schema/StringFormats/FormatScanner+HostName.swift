/// Host names of RFC 1123, section 2.1.
extension FormatScanner {
    /// What is made of labels that begin with `xn--`.
    enum ALabels {
        /// They must encode a valid label (RFC 5891).
        case checkingALabels
        /// They are labels like any other.
        case asLetters
    }

    private static let letterDigitHyphen = ByteSet.alphanumerics + ByteSet("-")
    private static let longestLabel = 63
    /// 255 bytes in the DNS, where each label has a byte for its length and the root has one too.
    private static let longestName = 253

    /// Consumes labels of letters, digits and inner hyphens.
    @_lifetime(self: copy self)
    mutating func consumeHostName(_ aLabels: ALabels) -> Bool {
        let start = position
        repeat {
            let labelStart = position
            let count = skip(while: Self.letterDigitHyphen)
            guard count > 0, count <= Self.longestLabel else { return false }
            let label = read(since: labelStart)
            guard label[0] != UInt8(ascii: "-"), label[count - 1] != UInt8(ascii: "-") else { return false }
            if aLabels == .checkingALabels, ALabel.hasPrefix(label) {
                guard ALabel.isValid(label) else { return false }
            }
        } while skip(".")
        return position - start <= Self.longestName
    }
}
