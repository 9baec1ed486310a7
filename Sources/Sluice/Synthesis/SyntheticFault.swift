/// One way in which a synthetic record is bad.
///
/// Every fault keeps brackets, quotes and the commas between records balanced, so that only the one record is lost.
public enum SyntheticFault: String, Sendable, CaseIterable {
    /// A word that is not a JSON literal: `NaN`.
    case bareWord = "bare-word"
    /// A string instead of an integer.
    case wrongType = "wrong-type"
    /// No colon between a key and its value.
    case missingColon = "missing-colon"
    /// A required field that is missing.
    case missingField = "missing-field"
    /// No comma between two members.
    case missingComma = "missing-comma"
    /// A number below the minimum.
    case belowMinimum = "below-minimum"
    /// A comma before the closing brace.
    case trailingComma = "trailing-comma"
    /// A category that does not exist.
    case unknownCategory = "unknown-category"
    /// A number with a leading zero.
    case leadingZero = "leading-zero"
    /// A key that occurs twice.
    case duplicateKey = "duplicate-key"
    /// A string in single quotes.
    case singleQuotes = "single-quotes"
    /// A byte that never occurs in UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// A backslash before a character that must not be escaped.
    case unknownEscape = "unknown-escape"
    /// Half of a surrogate pair.
    case loneSurrogate = "lone-surrogate"
    /// A raw control character inside a string.
    case controlCharacter = "control-character"
    /// An extra field nested 600 levels deep.
    case tooDeep = "too-deep"
    /// `true` instead of an integer.
    case booleanForInteger = "boolean-for-integer"
    /// A value that is not an object.
    case notAnObject = "not-an-object"
    /// A quantity of zero.
    case notPositive = "not-positive"
    /// `null` instead of a string.
    case nullForString = "null-for-string"

    /// The error code of such a record with the built-in `items` schema.
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
