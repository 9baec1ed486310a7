/// Why a pattern cannot be used.
struct PatternError: Error, Sendable {
    /// What is wrong with a pattern.
    enum Kind: Sendable {
        /// It is not a regular expression of ECMA-262.
        case syntax
        /// It is one, with a part that is not supported.
        case unsupported
        /// It needs more than a pattern may have.
        case tooLarge
    }

    let kind: Kind
    let message: String
    /// Where in the pattern, in bytes of UTF-8.
    let offset: Int
}
