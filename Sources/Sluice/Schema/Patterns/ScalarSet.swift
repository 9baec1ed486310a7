/// A set of code points, as ranges in ascending order that neither touch nor overlap.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    static let last: UInt32 = 0x10_FFFF
    static let all = ScalarSet(0...last)

    /// A set of the given ranges, which may be in any order and overlap.
    init(_ ranges: ClosedRange<UInt32>...) {
        self.init(ranges)
    }

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = []
        self.ranges.reserveCapacity(ranges.count)
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { append(range) }
    }

    /// Adds a range that begins no earlier than the last one.
    private mutating func append(_ range: ClosedRange<UInt32>) {
        guard let previous = ranges.last, range.lowerBound <= previous.upperBound + 1 else {
            ranges.append(range)
            return
        }
        ranges[ranges.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
    }

    func union(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(ranges + other.ranges)
    }

    var complement: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.last { gaps.append(next...Self.last) }
        return ScalarSet(gaps)
    }

    func subtracting(_ other: ScalarSet) -> ScalarSet {
        complement.union(other).complement
    }
}

extension ScalarSet {
    /// `\d`.
    static let digits = ScalarSet(0x30...0x39)
    /// `\w`.
    static let word = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    /// `\s`: white space and line terminators of ECMA-262, with the space separators of Unicode.
    static let space = ScalarSet(
        0x09...0x0D,
        0x20...0x20,
        0xA0...0xA0,
        0x1680...0x1680,
        0x2000...0x200A,
        0x2028...0x2029,
        0x202F...0x202F,
        0x205F...0x205F,
        0x3000...0x3000,
        0xFEFF...0xFEFF
    )
    /// `.`: everything but line terminators.
    static let notLineEnd = ScalarSet(0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029).complement
}
