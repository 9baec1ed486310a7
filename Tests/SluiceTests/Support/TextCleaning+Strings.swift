@testable import Sluice

/// The same functions of strings, with the result whether anything changed or not.
extension TextCleaning {
    static func stripped(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return Array(bytes[trimmedRange(of: bytes.span)])
    }

    static func uppercased(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        return appendUppercase(text.utf8.span, to: &output) == .changed ? output : Array(text.utf8)
    }

    static func lowercased(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        return appendLowercase(text.utf8.span, to: &output) == .changed ? output : Array(text.utf8)
    }
}
