import Sluice

/// A word of the command line, or the value of an environment variable: bytes, which need not be UTF-8.
///
/// It is compared and split by its bytes: in a Swift string, a combining mark merges with the `=` before it.
struct Word: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The word as text, or `nil` if it is not UTF-8.
    var text: String? { path.text }

    /// The word as the name of a file.
    var path: FilePath { FilePath(bytes: bytes) }

    /// The word for messages, with each byte that is not part of a UTF-8 text as `\xFF`.
    var shown: String { path.description }

    var isEmpty: Bool { bytes.isEmpty }

    func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }

    /// The parts before and after the first `=`; the second is `nil` if there is none.
    var nameAndValue: (name: Word, value: Word?) {
        guard let place = bytes.firstIndex(of: UInt8(ascii: "=")) else { return (self, nil) }
        return (Word(bytes: bytes[..<place]), Word(bytes: bytes[(place + 1)...]))
    }
}

extension Word: ExpressibleByStringLiteral {
    init(stringLiteral text: String) {
        self.init(text)
    }
}
