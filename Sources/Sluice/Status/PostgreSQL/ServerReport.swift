/// An error of the server that libpq passes on only as text, in its verbose form.
///
/// ```
/// connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password authentication failed for user "x"
/// LOCATION:  auth_failed, auth.c:326
/// ```
///
/// The words before the code and the place may be in any language.
struct ServerReport {
    private static let codeLength = 5

    /// The text without what precedes codes, and without places in the server's source.
    private(set) var text = ""
    /// The last code; `nil` if no server has answered.
    private(set) var sqlState: String?

    init(_ report: String) {
        var lines: [String] = []
        for line in report.split(whereSeparator: \.isNewline) where !Self.isLocation(line) {
            lines.append(takeCode(from: Array(line.utf8)))
        }
        text = lines.joined(separator: "\n")
    }

    private mutating func takeCode(from line: [UInt8]) -> String {
        let (before, after) = (Array(":  ".utf8), Array(": ".utf8))
        for start in line.indices where line[start...].starts(with: before) {
            let code = line.dropFirst(start + before.count).prefix(Self.codeLength)
            guard code.count == Self.codeLength, code.allSatisfy(Self.isCode),
                line[code.endIndex...].starts(with: after)
            else { continue }
            sqlState = String(decoding: code, as: UTF8.self)
            return String(decoding: line[(code.endIndex + after.count)...], as: UTF8.self)
        }
        return String(decoding: line, as: UTF8.self)
    }

    private static func isCode(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }

    /// Returns whether the line ends with a function and a line of a source file: `auth_failed, auth.c:326`.
    private static func isLocation(_ line: Substring) -> Bool {
        let parts = line.split(separator: ":")
        guard parts.count == 3, let number = parts.last, Int(number) != nil else { return false }
        return parts[1].hasSuffix(".c") && parts[1].contains(", ")
    }
}
