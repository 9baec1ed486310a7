/// A value of `format` that Sluice can check.
///
/// The drafts of JSON Schema refer to different editions of some standards; one reading serves them all.
enum StringFormat: String, Sendable, CaseIterable {
    case date
    case time
    case dateTime = "date-time"
    case duration
    case email
    case hostname
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    /// Returns whether `text`, valid UTF-8 and unescaped, has the format.
    ///
    /// Allocates nothing; `regex`, which compiles the pattern, is the exception.
    func accepts(_ text: Span<UInt8>) -> Bool {
        guard self != .regex else { return Self.isPattern(text) }
        var scanner = FormatScanner(text)
        return scanner.consume(self) && scanner.isAtEnd
    }

    /// What is expected of a string, for messages: `a date (RFC 3339 full-date)`.
    var expectation: String {
        switch self {
        case .date: "a date (RFC 3339 full-date)"
        case .time: "a time with its offset (RFC 3339 full-time)"
        case .dateTime: "a date and time (RFC 3339 date-time)"
        case .duration: "a duration (ISO 8601, as in RFC 3339)"
        case .email: "an email address (RFC 5321 mailbox)"
        case .hostname: "a host name (RFC 1123)"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .uri: "a URI (RFC 3986)"
        case .uriReference: "a URI or relative reference (RFC 3986)"
        case .uriTemplate: "a URI template (RFC 6570)"
        case .uuid: "a UUID (RFC 4122)"
        case .jsonPointer: "a JSON Pointer (RFC 6901)"
        case .relativeJSONPointer: "a relative JSON Pointer"
        case .regex: "a regular expression (ECMA-262)"
        }
    }

    /// Returns whether `text` is a pattern of ECMA-262, be it one that `Pattern` cannot match.
    private static func isPattern(_ text: Span<UInt8>) -> Bool {
        do throws(PatternError) {
            _ = try Pattern(String(decoding: Array(copying: text), as: UTF8.self))
            return true
        } catch {
            return error.kind != .syntax
        }
    }
}

extension FormatScanner {
    /// Consumes the longest text from here on that has the format.
    @_lifetime(self: copy self)
    fileprivate mutating func consume(_ format: StringFormat) -> Bool {
        switch format {
        case .date: consumeDate()
        case .time: consumeTime()
        case .dateTime: consumeDateTime()
        case .duration: consumeDuration()
        case .email: consumeMailbox()
        case .hostname: consumeHostName(.checkingALabels)
        case .ipv4: consumeIPv4Address()
        case .ipv6: consumeIPv6Address()
        case .uri: consumeURI()
        case .uriReference: consumeURIReference()
        case .uriTemplate: consumeURITemplate()
        case .uuid: consumeUUID()
        case .jsonPointer: consumeJSONPointer()
        case .relativeJSONPointer: consumeRelativeJSONPointer()
        case .regex: false
        }
    }
}
