/// The contextual rules of RFC 5892, appendix A.
extension ULabel {
    /// Returns whether the scalar at `index`, whose property is `contextual`, is allowed where it is.
    func isAllowedByContext(at index: Int) -> Bool {
        switch self[index].value {
        case 0x200C: isAfterVirama(index) || isBetweenJoiningLetters(index)
        case 0x200D: isAfterVirama(index)
        case 0xB7: index > 0 && self[index - 1] == "l" && index + 1 < count && self[index + 1] == "l"
        case 0x375: index + 1 < count && IDNAScript.greek.contains(self[index + 1])
        case 0x5F3, 0x5F4: index > 0 && IDNAScript.hebrew.contains(self[index - 1])
        case 0x30FB: contains { IDNAScript.japanese.contains($0) }
        // The two sets of digits look alike in part and must not be mixed.
        case 0x660...0x669: !contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: !contains { (0x660...0x669).contains($0.value) }
        default: false
        }
    }

    private func contains(_ condition: (Unicode.Scalar) -> Bool) -> Bool {
        for index in 0..<count where condition(self[index]) { return true }
        return false
    }

    private func isAfterVirama(_ index: Int) -> Bool {
        index > 0 && self[index - 1].properties.canonicalCombiningClass == .virama
    }

    /// Whether the letters on both sides, marks aside, would be joined.
    private func isBetweenJoiningLetters(_ index: Int) -> Bool {
        var before = index - 1
        while before >= 0, JoiningLetters.areJoinedAcross(self[before]) { before -= 1 }
        var after = index + 1
        while after < count, JoiningLetters.areJoinedAcross(self[after]) { after += 1 }
        return before >= 0 && after < count && JoiningLetters.joinsNext(self[before])
            && JoiningLetters.joinsPrevious(self[after])
    }
}
