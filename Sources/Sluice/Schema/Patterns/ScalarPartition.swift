/// The coarsest division of all code points such that each set is made of whole classes.
///
/// Of the sets `[a-z]` and `[x-z0]` the intervals begin at 0, `0`, `1`, `a`, `x` and `{`, and their classes are
/// 0, 1, 0, 2, 3 and 0.
struct ScalarPartition {
    /// Where each interval begins whose code points are in the same sets.
    let starts: [UInt32]
    /// The class of each interval.
    private(set) var classes: [UInt16]
    private(set) var classCount = 1
    /// For each set a bit for each class.
    private(set) var members: [UInt64] = []
    private(set) var wordsPerSet = 1
    private var steps = 0

    init(_ sets: [ScalarSet]) throws(PatternError) {
        var bounds: [UInt32] = [0]
        for set in sets {
            for range in set.ranges {
                bounds.append(range.lowerBound)
                if range.upperBound < ScalarSet.last { bounds.append(range.upperBound + 1) }
            }
        }
        bounds.sort()
        var starts: [UInt32] = []
        for bound in bounds where bound != starts.last { starts.append(bound) }
        self.starts = starts
        classes = Array(repeating: 0, count: starts.count)

        var sizes = [starts.count]
        for set in sets {
            // A set divides as its complement does, of which one is without the last character and most often smaller.
            try split(by: set.ranges.last?.upperBound == ScalarSet.last ? set.complement : set, &sizes)
        }
        number()
        wordsPerSet = classCount / 64 + 1
        members = Array(repeating: 0, count: sets.count * wordsPerSet)
        for (index, set) in sets.enumerated() { try mark(set, index) }
    }

    /// Divides each class into what is in `set` and what is not; `sizes` are the numbers of intervals of the classes.
    private mutating func split(by set: ScalarSet, _ sizes: inout [Int]) throws(PatternError) {
        var touched: [UInt16: Int] = [:]
        try forEachInterval(of: set) { partition, interval in
            touched[partition.classes[interval], default: 0] += 1
        }
        var parts: [UInt16: UInt16] = [:]
        for (old, size) in touched.sorted(by: { $0.key < $1.key }) where size < sizes[Int(old)] {
            guard sizes.count < PatternLimits.sets else { throw Self.tooManyClasses }
            parts[old] = UInt16(sizes.count)
            sizes[Int(old)] -= size
            sizes.append(size)
        }
        if parts.isEmpty { return }
        try forEachInterval(of: set) { partition, interval in
            if let part = parts[partition.classes[interval]] { partition.classes[interval] = part }
        }
        classCount = sizes.count
    }

    /// Numbers the classes in the order of their first characters.
    private mutating func number() {
        var numbers = [UInt16?](repeating: nil, count: classCount)
        var next: UInt16 = 0
        for index in classes.indices {
            let old = Int(classes[index])
            if numbers[old] == nil {
                numbers[old] = next
                next += 1
            }
            classes[index] = numbers[old] ?? 0
        }
    }

    private mutating func mark(_ set: ScalarSet, _ index: Int) throws(PatternError) {
        try forEachInterval(of: set) { partition, interval in
            let symbol = Int(partition.classes[interval])
            partition.members[index * partition.wordsPerSet + symbol >> 6] |= 1 << UInt64(symbol & 63)
        }
    }

    private mutating func forEachInterval(
        of set: ScalarSet,
        _ body: (inout ScalarPartition, Int) -> Void
    ) throws(PatternError) {
        for range in set.ranges {
            var index = interval(of: range.lowerBound)
            while index < starts.count, starts[index] <= range.upperBound {
                body(&self, index)
                index += 1
                steps += 1
            }
            guard steps <= PatternLimits.setSteps else { throw Self.tooManyClasses }
        }
    }

    /// The number of the interval that `value` is in.
    private func interval(of value: UInt32) -> Int {
        var lower = 0
        var upper = starts.count
        while upper - lower > 1 {
            let middle = (lower + upper) / 2
            if starts[middle] <= value { lower = middle } else { upper = middle }
        }
        return lower
    }

    /// The class of the code points of `range` if one interval has them all.
    func onlyClass(of range: ClosedRange<UInt32>) -> UInt16? {
        let index = interval(of: range.lowerBound)
        return index + 1 == starts.count || starts[index + 1] > range.upperBound ? classes[index] : nil
    }

    /// The class of each code point of `range`.
    func classes(of range: Range<UInt32>) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(range.count)
        var index = interval(of: range.lowerBound)
        for value in range {
            if index + 1 < starts.count, starts[index + 1] <= value { index += 1 }
            result.append(classes[index])
        }
        return result
    }

    private static var tooManyClasses: PatternError {
        let limit = PatternLimits.sets.grouped
        return PatternError(
            kind: .tooLarge,
            message: "the pattern tells over \(limit) classes of characters apart",
            offset: 0
        )
    }
}
