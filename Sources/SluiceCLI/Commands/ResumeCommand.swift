/// The command line that continues the run which this process was started for.
enum ResumeCommand {
    /// The line, made for a shell: the process's own words with `--resume`.
    static let text: String = {
        var words = ProcessSetup.arguments().compactMap(\.self).filter { $0 != OptionName.overwrite.flag }
        // Behind the end of the options a word is an operand.
        let end = words.firstIndex(of: "--") ?? words.endIndex
        if !words[..<end].contains(OptionName.resume.flag) { words.insert(OptionName.resume.flag, at: end) }
        return ([ProcessSetup.programName] + words).map(quoted).joined(separator: " ")
    }()

    /// Returns the word as a shell must be given it.
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
