extension SyntaxError {
    /// What was expected and what was found, as a sentence fragment.
    var message: String {
        switch reason {
        case .unexpected(let expectation): messageWithoutHint + hint(expectation)
        case .invalidLiteral:
            "expected a value, found a word other than true, false or null"
                + (found == UInt8(ascii: "n") ? " (JSON has no NaN)" : "")
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

    /// The same without a guess at what was meant.
    var messageWithoutHint: String {
        guard case .unexpected(let expectation) = reason else { return message }
        return "expected \(expectation.noun), found \(foundNoun)"
    }

    private var foundNoun: String {
        guard let found else { return "the end of the line" }
        guard !isByteOrderMark else { return "a byte order mark" }
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
        switch (expectation, found.map { Character(Unicode.Scalar($0)) }) {
        case (_, "/"): " (JSON has no comments)"
        case (.value, "]"), (.key, "}"): " (JSON has no trailing commas)"
        case (_, "'"): " (JSON strings have double quotes)"
        case (.digit, "I"), (.digit, "i"), (.digit, "N"), (.digit, "n"): " (JSON has no NaN and no Infinity)"
        case (.value, .some(let first)), (.valueOrEndOfArray, .some(let first)), (.document, .some(let first)):
            hint(forValue: first)
        default: ""
        }
    }

    /// The hint for what is in the place of a value and begins like this.
    private func hint(forValue first: Character) -> String {
        switch first {
        case "N": " (JSON has null, but no NaN and no None)"
        // A minus sign is only found where no number follows it.
        case "I", "i", "n", "-": " (JSON has no NaN and no Infinity)"
        case "u": " (JSON has null, but no undefined)"
        case "T", "F": " (JSON has true and false, in lower case)"
        case "+", ".": " (a JSON number begins with a digit or a minus sign)"
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
        case .restOfArray: "the rest of the array"
        case .document: "an object or an array"
        case .beginningOfRecord: "the beginning of a record"
        case .endOfText: "the end of the input"
        }
    }
}
