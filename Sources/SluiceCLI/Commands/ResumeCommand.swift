/// The command line that continues this process's run.
enum ResumeCommand {
    /// The line, quoted for a shell: the process's own words with `--resume` instead of `--overwrite`.
    static let text: String = {
        let (overwrite, resume) = (Word(OptionName.overwrite.flag), Word(OptionName.resume.flag))
        var words = ProcessSetup.arguments.filter { $0 != overwrite }
        // After `--` a word is an operand.
        let end = words.firstIndex(of: "--") ?? words.endIndex
        if !words[..<end].contains(resume) { words.insert(resume, at: end) }
        return ([ProcessSetup.programName] + words).map(quoted).joined(separator: " ")
    }()

    /// Returns the word quoted for a shell, if it needs quotes.
    private static func quoted(_ word: Word) -> String {
        let isPlain = word.bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./=:,@%+".utf8.contains(byte)
            }
        }
        guard !isPlain || word.isEmpty else { return word.shown }
        guard word.text != nil, !word.bytes.contains(where: isControl) else { return escaped(word) }
        let quote = UInt8(ascii: "'")
        let pieces = word.bytes.split(separator: quote, omittingEmptySubsequences: false)
        return "'" + pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: #"'\''"#) + "'"
    }

    /// Returns the word in `$'…'`, as a message cannot show all of its bytes.
    private static func escaped(_ word: Word) -> String {
        let bytes = word.bytes.map { byte in
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\\(Unicode.Scalar(byte))"
            case _ where byte >= 0x80 || isControl(byte): (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
            default: String(Unicode.Scalar(byte))
            }
        }
        return "$'" + bytes.joined() + "'"
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}
