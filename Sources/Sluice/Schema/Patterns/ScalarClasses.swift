/// The classes of characters that a pattern tells apart: all characters of a class are in the same of its sets.
///
/// They are numbered from 0; the number after the last stands for the end of the text, wherever it is read from.
struct ScalarClasses: Sendable {
    let count: Int
    /// The classes of ASCII.
    private let ascii: [UInt16]
    /// For each 256 characters the number of their page; empty if all that are not ASCII are in one class.
    private let pageNumbers: [UInt16]
    /// The classes of the characters of each page.
    private let pages: [UInt16]
    /// The class of the last character.
    private let other: UInt16
    /// For each set a bit for each class.
    private let members: [UInt64]
    private let wordsPerSet: Int

    /// The number of symbols: of classes and the end of the text.
    var symbolCount: Int { count + 1 }
    var end: Int { count }

    init(_ sets: [ScalarSet]) throws(PatternError) {
        let partition = try ScalarPartition(sets)
        count = partition.classCount
        members = partition.members
        wordsPerSet = partition.wordsPerSet
        other = partition.classes.last ?? 0
        ascii = partition.classes(of: 0..<0x80)
        if partition.onlyClass(of: 0x80...ScalarSet.last) == nil {
            (pageNumbers, pages) = Self.paged(partition)
        } else {
            (pageNumbers, pages) = ([], [])
        }
    }

    /// The classes of all characters by pages of 256, of which equal ones are stored once.
    private static func paged(_ partition: ScalarPartition) -> (numbers: [UInt16], pages: [UInt16]) {
        var numbers: [UInt16] = []
        var pages: [UInt16] = []
        var known: [[UInt16]: UInt16] = [:]
        var uniform: [UInt16: UInt16] = [:]
        for lower in stride(from: 0, through: ScalarSet.last, by: 256) {
            let symbol = partition.onlyClass(of: lower...lower + 255)
            if let symbol, let number = uniform[symbol] {
                numbers.append(number)
                continue
            }
            let page = partition.classes(of: lower..<lower + 256)
            let number = known[page] ?? UInt16(pages.count / 256)
            if known.updateValue(number, forKey: page) == nil { pages += page }
            if let symbol { uniform[symbol] = number }
            numbers.append(number)
        }
        return (numbers, pages)
    }

    /// Whether the characters of class `symbol` are in the set of this number.
    func contains(_ symbol: Int, set: Int) -> Bool {
        members[set * wordsPerSet + symbol >> 6] >> (symbol & 63) & 1 != 0
    }

    /// The class of the ASCII character `byte`.
    @inline(__always)
    func ofASCII(_ byte: UInt8) -> Int {
        Int(ascii[Int(byte)])
    }

    /// The class of a character that is not ASCII.
    @inline(__always)
    func of(_ scalar: UInt32) -> Int {
        if pageNumbers.isEmpty { return Int(other) }
        return Int(pages[Int(pageNumbers[Int(scalar >> 8)]) << 8 + Int(scalar & 0xFF)])
    }
}
