/// One way in which a synthetic record is bad.
///
/// Brackets, quotes and the commas between records stay balanced whatever the fault, so that only the one record is lost.
public enum SyntheticFault: String, Sendable, CaseIterable {
    /// A word that JSON has no such literal for: `NaN`.
    case bareWord = "bare-word"
    /// A string where an integer must be.
    case wrongType = "wrong-type"
    /// No colon between a key and its value.
    case missingColon = "missing-colon"
    /// A field that must be there is not.
    case missingField = "missing-field"
    /// No comma between two members.
    case missingComma = "missing-comma"
    /// A number below the least one allowed.
    case belowMinimum = "below-minimum"
    /// A comma before the closing brace.
    case trailingComma = "trailing-comma"
    /// A category that does not exist.
    case unknownCategory = "unknown-category"
    /// A number that begins with a zero too many.
    case leadingZero = "leading-zero"
    /// A key that occurs twice.
    case duplicateKey = "duplicate-key"
    /// A string between single quotes.
    case singleQuotes = "single-quotes"
    /// A byte that UTF-8 does not have.
    case invalidUTF8 = "invalid-utf8"
    /// A backslash before a character that needs none.
    case unknownEscape = "unknown-escape"
    /// Half of a surrogate pair.
    case loneSurrogate = "lone-surrogate"
    /// A raw control character inside a string.
    case controlCharacter = "control-character"
    /// An extra field nested 600 levels deep.
    case tooDeep = "too-deep"
    /// `true` where an integer must be.
    case booleanForInteger = "boolean-for-integer"
    /// A value that is not an object.
    case notAnObject = "not-an-object"
    /// A quantity of zero.
    case notPositive = "not-positive"
    /// `null` where a string must be.
    case nullForString = "null-for-string"

    /// The error code that the built-in `items` schema gives such a record.
    public var code: ErrorCode {
        switch self {
        case .bareWord, .missingColon, .missingComma, .trailingComma, .leadingZero, .singleQuotes, .unknownEscape,
            .loneSurrogate, .controlCharacter:
            .syntax
        case .wrongType, .booleanForInteger, .nullForString: ErrorCode(rawValue: "type")
        case .missingField: ErrorCode(rawValue: "required")
        case .belowMinimum: ErrorCode(rawValue: "minimum")
        case .notPositive: ErrorCode(rawValue: "exclusiveMinimum")
        case .unknownCategory: ErrorCode(rawValue: "enum")
        case .duplicateKey: .duplicateKey
        case .invalidUTF8: .utf8
        case .tooDeep: .depth
        case .notAnObject: .notAnObject
        }
    }
}
