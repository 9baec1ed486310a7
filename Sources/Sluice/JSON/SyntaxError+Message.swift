extension SyntaxError {
    /// What was expected and what was found, as a sentence fragment.
    var message: String {
        switch reason {
        case .unexpected(let expectation): "expected \(expectation.noun), found \(foundNoun)\(hint(expectation))"
        case .invalidLiteral: "expected a value, found a word other than true, false or null"
        case .leadingZero: "a number must not have leading zeros"
        case .controlCharacter: "\(foundNoun) must be escaped inside a string"
        case .invalidEscape: "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX, found an invalid escape"
        case .loneSurrogate: "unpaired surrogate: the \\u escape encodes no character"
        case .invalidUTF8: "expected UTF-8 text, found \(foundNoun), which is not part of a valid sequence"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .unexpectedEnd(let expectation): "expected \(expectation.noun), found the end of the input"
        case .tooLarge(let limit): "larger than \(limit) bytes"
        }
    }

    /// The message if the offending byte is the first of a byte order mark.
    var messageForByteOrderMark: String {
        guard case .unexpected(let expectation) = reason else { return message }
        return "expected \(expectation.noun), found a byte order mark"
    }

    private var foundNoun: String {
        guard let found else { return "the end of the line" }
        switch found {
        case 0x0A: return "a line break"
        case 0x0D: return "a carriage return"
        case 0x09: return "a tab"
        case 0x22: return "a quote"
        case 0x27: return "a single quote"
        case 0x21...0x7E: return "'\(Character(Unicode.Scalar(found)))'"
        default: return "byte 0x" + (found < 16 ? "0" : "") + String(found, radix: 16, uppercase: true)
        }
    }

    private func hint(_ expectation: Expectation) -> String {
        switch (expectation, found) {
        case (.value, 0x4E), (.value, 0x49): " (JSON has no NaN and no Infinity)"
        case (_, 0x2F): " (JSON has no comments)"
        case (.value, 0x5D), (.key, 0x7D): " (JSON has no trailing commas)"
        case (_, 0x27): " (JSON strings have double quotes)"
        default: ""
        }
    }
}

extension SyntaxError.Expectation {
    var noun: String {
        switch self {
        case .value: "a value"
        case .valueOrEndOfArray: "a value or ']'"
        case .key: "a key in quotes"
        case .keyOrEndOfObject: "a key in quotes or '}'"
        case .colon: "':' after the key"
        case .commaOrEndOfObject: "',' or '}'"
        case .commaOrEndOfArray: "',' or ']'"
        case .digit: "a digit"
        case .endOfString: "the string's closing quote"
        case .endOfLiteral: "the rest of a literal"
        case .commaBetweenRecords: "',' before this record"
        case .commaOrEndOfRecords: "',' or ']' after the record"
        case .document: "an object or an array"
        case .beginningOfRecord: "the beginning of a record"
        case .endOfText: "the end of the input"
        }
    }
}
