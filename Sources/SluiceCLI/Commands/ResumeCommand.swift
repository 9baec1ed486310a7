/// The command line that continues this process's run.
enum ResumeCommand {
    /// The line, quoted for a shell: the process's own words with `--resume` instead of `--overwrite`.
    static let text: String = {
        var words = ProcessSetup.arguments().compactMap(\.self).filter { $0 != OptionName.overwrite.flag }
        // After `--` a word is an operand.
        let end = words.firstIndex(of: "--") ?? words.endIndex
        if !words[..<end].contains(OptionName.resume.flag) { words.insert(OptionName.resume.flag, at: end) }
        return ([ProcessSetup.programName] + words).map(quoted).joined(separator: " ")
    }()

    /// Returns the word quoted for a shell, if it needs quotes.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./=:,@%+".utf8.contains(byte)
            }
        }
        guard !isPlain || word.isEmpty else { return word }
        return "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
