/// The first place where a text stops being JSON as RFC 8259 has it.
struct SyntaxError: Error, Equatable, Sendable {
    enum Reason: Equatable, Sendable {
        /// Something else must stand here.
        case unexpected(Expectation)
        /// A word that begins like `true`, `false` or `null` and is none of them.
        case invalidLiteral
        case leadingZero
        /// A raw control character inside a string.
        case controlCharacter
        case invalidEscape
        /// Half of a surrogate pair: it stands for no character.
        case loneSurrogate
        case invalidUTF8
        case tooDeep(limit: Int)
        /// The text ends inside a value.
        case unexpectedEnd(Expectation)
        /// The record is over the limit, in bytes.
        case tooLarge(limit: Int)
    }

    /// What the grammar allows at a place.
    enum Expectation: Equatable, Sendable {
        case value
        case valueOrEndOfArray
        case key
        case keyOrEndOfObject
        case colon
        case commaOrEndOfObject
        case commaOrEndOfArray
        case digit
        case endOfString
        case endOfLiteral
        case commaBetweenRecords
        case commaOrEndOfRecords
        case document
        case beginningOfRecord
        case endOfText
    }

    let reason: Reason
    /// The absolute offset of the offending byte; of the end of the text where that comes too early.
    let offset: Int
    /// The byte found there, unless the text ends.
    var found: UInt8?
}
