/// Follows strings and brackets through a text that is not JSON, as far as that can be done.
///
/// What it says of the nesting is a good guess: a closing brace closes all that is open inside its object, a closing
/// bracket all inside its array, and no string goes on in the next line. A quote too many turns strings inside out for
/// the rest of the line.
struct BracketTrail: Sendable {
    /// Levels further in are counted and not told apart, so that a copy of the state costs little.
    private static let maximumDepth = 4_096

    private var nesting = NestingStack()
    private var openObjects = 0
    /// How many brackets are open further in than `maximumDepth`.
    private var surplusDepth = 0
    private(set) var isInString = false
    private var isEscaped = false
    /// The last byte that was no white space, strings left aside.
    private var last: UInt8 = 0
    /// Whether the bracket met last has closed nothing.
    private(set) var hasClosedNothing = false

    /// Begins outside all brackets, or inside an object whose beginning is missing.
    init(isInObject: Bool) {
        if isInObject { open(isObject: true) }
    }

    /// Whether all that was opened is closed.
    var isOutside: Bool { nesting.depth == 0 && !isInString }

    /// Whether an object cannot begin here if all before was followed rightly: something was not closed, or a string was
    /// not.
    var isNoPlaceForObject: Bool {
        // A brace with a key after it is never inside a string: its quote would have ended that.
        isInString || nesting.depth > 0 && nesting.isInObject && last != UInt8(ascii: ":")
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
        hasClosedNothing = false
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
        guard nesting.depth > openObjects else { return hasClosedNothing = true }
        while nesting.isInObject {
            nesting.pop()
            openObjects -= 1
        }
        nesting.pop()
    }
}
