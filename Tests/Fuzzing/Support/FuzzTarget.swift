/// Something of the library that is given one made-up input after the other.
///
/// An input must have the same outcome whatever came before it: what is kept from one to the next is storage alone.
protocol FuzzTarget: AnyObject {
    /// Reads an input; traps where the library does not do what it should.
    func run(_ input: FuzzInput)
}

/// An input: bytes that steer the target are taken from its end, and what is left is what the target reads.
///
/// From the end, so that a JSON text is an input as it stands.
struct FuzzInput {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes a byte off the end; zero where none is left.
    mutating func takeByte() -> UInt8 { bytes.popLast() ?? 0 }

    /// Takes a number below `limit`, which may be up to 65,536.
    mutating func takeNumber(below limit: Int) -> Int {
        let low = Int(takeByte())
        return limit <= 256 ? low % limit : (low | Int(takeByte()) << 8) % limit
    }
}

/// Ends the process with a finding unless `condition` holds.
func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard !condition else { return }
    fatalError(message())
}

/// Ends the process with a finding unless both are the same bytes, and shows where they part.
func expectSame(_ found: [UInt8], _ expected: [UInt8], _ what: @autoclosure () -> String) {
    guard found != expected else { return }
    var place = 0
    while place < min(found.count, expected.count), found[place] == expected[place] { place += 1 }
    func tail(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.dropFirst(max(0, place - 40)).prefix(120), as: UTF8.self).debugDescription
    }
    fatalError("\(what()) differ at byte \(place): found \(tail(found)) ⟂ expected \(tail(expected))")
}
