/// The first place at which a text is not JSON (RFC 8259).
struct SyntaxError: Error, Equatable, Sendable {
    enum Reason: Equatable, Sendable {
        /// The grammar requires something else here.
        case unexpected(Expectation)
        /// A word that begins like `true`, `false` or `null`, but is none of them.
        case invalidLiteral
        case leadingZero
        /// A raw control character inside a string.
        case controlCharacter
        case invalidEscape
        /// Half of a surrogate pair, which encodes no character.
        case loneSurrogate
        case invalidUTF8
        case tooDeep(limit: Int)
        /// The text ends inside a value.
        case unexpectedEnd(Expectation)
        /// The record exceeds the limit, in bytes.
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
        case restOfArray
        case document
        case beginningOfRecord
        case endOfText
    }

    let reason: Reason
    /// The absolute offset of the offending byte, or of the end of the text if it ends too early.
    let offset: Int
    /// The byte found there; `nil` if the text ends.
    var found: UInt8?
    /// Whether that byte begins a byte order mark.
    var isByteOrderMark = false
}
