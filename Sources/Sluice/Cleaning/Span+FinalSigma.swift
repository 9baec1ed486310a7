/// The one mapping to lower case that depends on context: Unicode's condition Final_Sigma (standard, section 3.13).
extension Span<UInt8> {
    /// Returns whether the Σ at `index` ends a word: it follows a cased letter and none follows it, not counting
    /// case-ignorable scalars in between.
    ///
    /// Each of those is read for at most two sigmas, the ones before and after it, so a text takes linear time.
    func isFinalSigma(at index: Int) -> Bool {
        isCasedBefore(index) && !isCasedFrom(index + 2)
    }

    private func isCasedBefore(_ end: Int) -> Bool {
        var start = end
        while start > 0 {
            start -= 1
            guard self[start] & 0xC0 != 0x80 else { continue }
            let properties = scalar(at: start).scalar.properties
            if !properties.isCaseIgnorable { return properties.isCased }
        }
        return false
    }

    private func isCasedFrom(_ start: Int) -> Bool {
        var start = start
        while start < count {
            let (scalar, length) = scalar(at: start)
            if !scalar.properties.isCaseIgnorable { return scalar.properties.isCased }
            start += length
        }
        return false
    }

    /// Returns the scalar that begins at `index` of valid UTF-8, and how many bytes it has.
    @inline(__always)
    func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let lead = UInt32(self[index])
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        // The lead byte's own bits: all seven, or those after its length mark.
        var value = length == 1 ? lead : lead & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
