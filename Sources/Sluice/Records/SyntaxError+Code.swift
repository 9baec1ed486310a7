extension SyntaxError {
    /// The stable code of this error in reports and rejects.
    var code: ErrorCode {
        switch reason {
        case .unexpected, .invalidLiteral, .leadingZero, .controlCharacter, .invalidEscape, .loneSurrogate: .syntax
        case .invalidUTF8: .utf8
        case .tooDeep: .depth
        case .unexpectedEnd: .truncated
        case .tooLarge: .recordSize
        }
    }
}
