/// One option, as the parser, the help and the completions need to know it.
struct OptionSpecification: Sendable {
    /// The value that an option takes.
    struct Value: Sendable {
        /// What shells offer in its place.
        enum Completion: Sendable {
            case nothing
            case words([String])
            case files
            case directories
        }

        let placeholder: String
        var completion = Completion.nothing
        /// What holds where neither the command line nor the environment says anything.
        var defaultText: String?

        /// One of a few words.
        static func choice<Word: RawRepresentable & CaseIterable>(
            _ placeholder: String,
            of words: Word.Type,
            default defaultWord: Word? = nil
        ) -> Value where Word.RawValue == String {
            let completion = Completion.words(words.allCases.map(\.rawValue))
            return Value(placeholder: placeholder, completion: completion, defaultText: defaultWord?.rawValue)
        }
    }

    let name: OptionName
    var short: Character?
    /// `nil` for an option that is there or not.
    var value: Value?
    /// What it does, as a phrase for the help.
    let summary: String
    /// Whether a command cannot run without it.
    var isRequired = false
    /// Whether help and completions leave it out.
    var isHidden = false

    /// The words that the value may be; empty where anything else may be typed too.
    var choices: [String] {
        guard case .words(let words)? = value?.completion else { return [] }
        return words
    }
}
