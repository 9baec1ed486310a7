/// The bidi rule of RFC 5893, section 2, for a label by itself.
extension ULabel {
    /// Whether the label has no letter that is written from right to left, or is one that reads well.
    var obeysBidiRule: Bool {
        var isRightToLeft = false
        for index in 0..<count {
            let direction = BidiClass(self[index])
            isRightToLeft = isRightToLeft || direction == .rightToLeft || direction == .arabicNumber
        }
        return !isRightToLeft || obeysRightToLeftRule
    }

    private var obeysRightToLeftRule: Bool {
        guard BidiClass(self[0]) == .rightToLeft else { return false }
        var hasEuropean = false
        var hasArabic = false
        var last = BidiClass.rightToLeft
        for index in 0..<count {
            let direction = BidiClass(self[index])
            if direction == .leftToRight { return false }
            hasEuropean = hasEuropean || direction == .europeanNumber
            hasArabic = hasArabic || direction == .arabicNumber
            if direction != .mark { last = direction }
        }
        return last != .neutral && !(hasEuropean && hasArabic)
    }
}
