/// Follows strings and brackets, as well as possible, through text that is not JSON.
///
/// The nesting it reports is a good guess: a closing brace also closes whatever is open inside its object, a closing
/// bracket whatever is open inside its array, and no string continues on the next line. An extra quote turns strings
/// inside out for the rest of the line only.
struct BracketTrail: Sendable {
    /// Deeper levels are only counted, objects and arrays alike, so that copying the state stays cheap.
    private static let maximumDepth = 4_096

    private var nesting = NestingStack()
    private var openObjects = 0
    /// How many brackets are open beyond `maximumDepth`.
    private var surplusDepth = 0
    private(set) var isInString = false
    private var isEscaped = false
    /// The last byte outside strings that was not white space.
    private var last: UInt8 = 0
    /// Whether the last byte outside strings was a closing bracket that closed nothing.
    private(set) var lastBracketIsUnmatched = false

    /// Starts outside all brackets, or inside an object whose beginning is missing.
    init(isInObject: Bool) {
        if isInObject { open(isObject: true) }
    }

    /// Whether everything that was opened is closed.
    var isOutside: Bool { nesting.depth == 0 && !isInString }

    /// Whether no object can begin here, so that a bracket or a string before it must have been left open.
    var cannotOpenObject: Bool {
        // A brace with a key after it is never inside a string: the key's quote would have ended that string.
        isInString || nesting.depth > 0 && nesting.isInObject && last != UInt8(ascii: ":")
    }

    /// Whether nothing is open that the bracket or brace could close.
    func cannotClose(_ byte: UInt8) -> Bool {
        guard surplusDepth == 0 else { return false }
        return byte == UInt8(ascii: "]") ? nesting.depth == openObjects : openObjects == 0
    }

    /// Takes the next byte.
    mutating func pass(_ byte: UInt8) {
        if isInString { readInString(byte) } else { readOutside(byte) }
    }

    private mutating func readInString(_ byte: UInt8) {
        guard !isEscaped else {
            isEscaped = false
            return
        }
        switch byte {
        case UInt8(ascii: "\\"): isEscaped = true
        case UInt8(ascii: "\""), UInt8(ascii: "\n"): isInString = false
        default: break
        }
    }

    private mutating func readOutside(_ byte: UInt8) {
        guard byte > 0x20 else { return }
        last = byte
        lastBracketIsUnmatched = false
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"): open(isObject: true)
        case UInt8(ascii: "["): open(isObject: false)
        case UInt8(ascii: "}"): closeObject()
        case UInt8(ascii: "]"): closeArray()
        default: break
        }
    }

    private mutating func open(isObject: Bool) {
        guard nesting.depth < Self.maximumDepth else { return surplusDepth += 1 }
        nesting.push(isObject: isObject)
        if isObject { openObjects += 1 }
    }

    private mutating func closeObject() {
        guard surplusDepth == 0 else { return surplusDepth -= 1 }
        guard openObjects > 0 else { return }
        while !nesting.isInObject { nesting.pop() }
        nesting.pop()
        openObjects -= 1
    }

    private mutating func closeArray() {
        guard surplusDepth == 0 else { return surplusDepth -= 1 }
        guard nesting.depth > openObjects else { return lastBracketIsUnmatched = true }
        while nesting.isInObject {
            nesting.pop()
            openObjects -= 1
        }
        nesting.pop()
    }
}
