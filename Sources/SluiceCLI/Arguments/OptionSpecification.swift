/// One option, as the parser, the help and the completions need to know it.
struct OptionSpecification: Sendable {
    /// The value that an option takes.
    struct Value: Sendable {
        let placeholder: String
        var completion = Completion()
        /// The default, for the help.
        var defaultText: String?

        /// One of a few words.
        static func choice<Word: RawRepresentable & CaseIterable>(
            _ placeholder: String,
            of words: Word.Type,
            default defaultWord: Word? = nil
        ) -> Value where Word.RawValue == String {
            let completion = Completion(words: words.allCases.map(\.rawValue))
            return Value(placeholder: placeholder, completion: completion, defaultText: defaultWord?.rawValue)
        }
    }

    let name: OptionName
    var short: Character?
    /// `nil` for a flag.
    var value: Value?
    /// What the option does, as a phrase for the help; without quotes, which would end those of completion scripts.
    let summary: String
    /// Whether a command requires it.
    var isRequired = false
    /// Whether help and completions omit it.
    var isHidden = false
}
