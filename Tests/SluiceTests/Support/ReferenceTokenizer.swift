@testable import Sluice

/// A slow and obvious reader of one JSON text, written from RFC 8259: recursive descent over the whole input.
///
/// An error stands at the byte that cannot be where it is, at the backslash of a bad escape (of a pair's first one), at
/// the first byte of a bad UTF-8 sequence or of a bad word, and at the end of a text that ends too early.
struct ReferenceTokenizer {
    private let bytes: [UInt8]
    private let maximumDepth: Int
    private var index = 0
    private var tokens: [Token] = []

    /// Returns the reading of a whole text.
    static func read(_ bytes: [UInt8], maximumDepth: Int = 512) -> TokenReading {
        var tokenizer = ReferenceTokenizer(bytes: bytes, maximumDepth: maximumDepth)
        var reading = TokenReading()
        do throws(TokenReading.Failure) {
            try tokenizer.readText()
        } catch {
            reading.failure = error
        }
        reading.tokens = tokenizer.tokens
        return reading
    }

    private init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private mutating func readText() throws(TokenReading.Failure) {
        skipSpace()
        try readValue(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw failure() }
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private func failure(_ code: ErrorCode = .syntax, at offset: Int? = nil) -> TokenReading.Failure {
        TokenReading.Failure(offset: offset ?? index, code: code)
    }

    private func peek() throws(TokenReading.Failure) -> UInt8 {
        guard index < bytes.count else { throw failure(.truncated) }
        return bytes[index]
    }

    private mutating func readValue(depth: Int) throws(TokenReading.Failure) {
        switch try peek() {
        case UInt8(ascii: "{"): try readObject(depth: depth)
        case UInt8(ascii: "["): try readArray(depth: depth)
        case UInt8(ascii: "\""):
            let (range, hasEscapes) = try readString()
            tokens.append(.scalar(.string, range, hasEscapes: hasEscapes))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readWord("true", .true)
        case UInt8(ascii: "f"): try readWord("false", .false)
        case UInt8(ascii: "n"): try readWord("null", .null)
        default: throw failure()
        }
    }
}

// MARK: Containers

extension ReferenceTokenizer {
    private mutating func readObject(depth: Int) throws(TokenReading.Failure) {
        guard depth < maximumDepth else { throw failure(.depth) }
        tokens.append(.beginObject(at: index))
        index += 1
        skipSpace()
        if try peek() != UInt8(ascii: "}") {
            try readMember(depth: depth)
            while try peek() == UInt8(ascii: ",") {
                index += 1
                skipSpace()
                try readMember(depth: depth)
            }
            guard try peek() == UInt8(ascii: "}") else { throw failure() }
        }
        index += 1
        tokens.append(.endObject(end: index))
    }

    private mutating func readMember(depth: Int) throws(TokenReading.Failure) {
        guard try peek() == UInt8(ascii: "\"") else { throw failure() }
        let (range, hasEscapes) = try readString()
        tokens.append(.key(range, hasEscapes: hasEscapes))
        skipSpace()
        guard try peek() == UInt8(ascii: ":") else { throw failure() }
        index += 1
        skipSpace()
        try readValue(depth: depth + 1)
        skipSpace()
    }

    private mutating func readArray(depth: Int) throws(TokenReading.Failure) {
        guard depth < maximumDepth else { throw failure(.depth) }
        tokens.append(.beginArray(at: index))
        index += 1
        skipSpace()
        if try peek() != UInt8(ascii: "]") {
            try readValue(depth: depth + 1)
            skipSpace()
            while try peek() == UInt8(ascii: ",") {
                index += 1
                skipSpace()
                try readValue(depth: depth + 1)
                skipSpace()
            }
            guard try peek() == UInt8(ascii: "]") else { throw failure() }
        }
        index += 1
        tokens.append(.endArray(end: index))
    }
}

// MARK: Numbers and words

extension ReferenceTokenizer {
    private mutating func readNumber() throws(TokenReading.Failure) {
        let start = index
        var kind = ValueKind.integer
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        if try peek() == UInt8(ascii: "0") {
            index += 1
            if isAtDigit { throw failure() }
        } else {
            try readDigits()
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            kind = .decimal
            index += 1
            try readDigits()
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") {
            kind = .decimal
            index += 1
            let sign = try peek()
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
            try readDigits()
        }
        tokens.append(.scalar(kind, start..<index, hasEscapes: false))
    }

    private var isAtDigit: Bool { index < bytes.count && (0x30...0x39).contains(bytes[index]) }

    private mutating func readDigits() throws(TokenReading.Failure) {
        guard (0x30...0x39).contains(try peek()) else { throw failure() }
        while isAtDigit { index += 1 }
    }

    private mutating func readWord(_ word: String, _ kind: ValueKind) throws(TokenReading.Failure) {
        let start = index
        for letter in word.utf8 {
            guard try peek() == letter else { throw failure(at: start) }
            index += 1
        }
        tokens.append(.scalar(kind, start..<index, hasEscapes: false))
    }
}

// MARK: Strings

extension ReferenceTokenizer {
    private mutating func readString() throws(TokenReading.Failure) -> (Range<Int>, hasEscapes: Bool) {
        let start = index
        var hasEscapes = false
        index += 1
        while true {
            switch try peek() {
            case UInt8(ascii: "\""):
                index += 1
                return (start..<index, hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try readEscape()
            case 0x00..<0x20: throw failure()
            case 0x20..<0x80: index += 1
            default: try readUTF8()
            }
        }
    }

    private mutating func readEscape() throws(TokenReading.Failure) {
        let start = index
        index += 1
        guard try peek() == UInt8(ascii: "u") else {
            guard "\"\\/bfnrt".utf8.contains(bytes[index]) else { throw failure(at: start) }
            index += 1
            return
        }
        let unit = try readHex(escapeStart: start)
        switch unit {
        case 0xD800..<0xDC00:
            for expected in "\\u".utf8 {
                guard try peek() == expected else { throw failure(at: start) }
                if expected == UInt8(ascii: "\\") { index += 1 }
            }
            let low = try readHex(escapeStart: start)
            guard (0xDC00..<0xE000).contains(low) else { throw failure(at: start) }
        case 0xDC00..<0xE000: throw failure(at: start)
        default: break
        }
    }

    /// Reads the `u` that the index stands on, and the four digits behind it.
    private mutating func readHex(escapeStart: Int) throws(TokenReading.Failure) -> Int {
        index += 1
        var unit = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue, bytes[index] < 0x80 else {
                throw failure(at: escapeStart)
            }
            unit = unit * 16 + digit
            index += 1
        }
        return unit
    }

    /// What well-formed sequences look like: the Unicode standard, table 3-7, without its first row.
    private static let sequences: [[ClosedRange<UInt8>]] = [
        [0xC2...0xDF, 0x80...0xBF],
        [0xE0...0xE0, 0xA0...0xBF, 0x80...0xBF],
        [0xE1...0xEC, 0x80...0xBF, 0x80...0xBF],
        [0xED...0xED, 0x80...0x9F, 0x80...0xBF],
        [0xEE...0xEF, 0x80...0xBF, 0x80...0xBF],
        [0xF0...0xF0, 0x90...0xBF, 0x80...0xBF, 0x80...0xBF],
        [0xF1...0xF3, 0x80...0xBF, 0x80...0xBF, 0x80...0xBF],
        [0xF4...0xF4, 0x80...0x8F, 0x80...0xBF, 0x80...0xBF],
    ]

    private mutating func readUTF8() throws(TokenReading.Failure) {
        let start = index
        guard let sequence = Self.sequences.first(where: { $0[0].contains(bytes[start]) }) else { throw failure(.utf8) }
        for expected in sequence {
            guard expected.contains(try peek()) else { throw failure(.utf8, at: start) }
            index += 1
        }
    }
}
