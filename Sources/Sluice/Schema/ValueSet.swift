/// A list of values, one of which is expected: `enum`, or `const` with a list of one.
///
/// Values are equal by the rules of JSON Schema: numbers by value (`1` and `1.0`), strings by their unescaped bytes,
/// arrays in order, objects in any order.
struct ValueSet: ValueTest {
    /// The most strings that are compared one by one; with more of them a hash is faster.
    private static let maximumShortStrings = 16

    /// Those of `null`, `true` and `false` that are listed.
    private var literals: ValueKind.Set = []
    /// The strings, unescaped; the table looks up any byte strings.
    private let strings: FieldTable
    /// The strings of at most seven bytes as words: the fastest comparison for codes and flags.
    private let shortStrings: [UInt64]
    private let hasShortStrings: Bool
    /// The first four of them, padded with a word that no string has: most lists are no longer.
    private let firstShortStrings: (UInt64, UInt64, UInt64, UInt64)
    /// The numbers in canonical form.
    private let numbers: FieldTable
    /// The numbers that are integers within `Int64`, in ascending order.
    private let integers: [Int64]
    /// The objects and arrays in canonical form.
    private let containers: FieldTable
    /// The most values inside one of them, itself included, and the length of the longest form.
    private let maximumNodes: Int
    private let maximumLength: Int

    /// A set of `values`; duplicates are ignored.
    init(_ values: [SchemaNode]) {
        var strings: Set<[UInt8]> = []
        var numbers: Set<[UInt8]> = []
        var integers: Set<Int64> = []
        var containers: Set<[UInt8]> = []
        var canonicalValue = CanonicalValue()
        var maximumNodes = 0
        for value in values {
            switch value.kind {
            case .string: strings.insert(value.stringBytes)
            case .integer, .decimal:
                let text = value.text
                var canonical: [UInt8] = []
                NumberText.appendCanonical(text.span, to: &canonical)
                numbers.insert(canonical)
                if let integer = NumberText.int64(text.span) { integers.insert(integer) }
            case .object, .array:
                _ = canonicalValue.write(value.text.span)
                containers.insert(canonicalValue.bytes)
                maximumNodes = max(maximumNodes, canonicalValue.nodeCount)
            default: literals.insert(ValueKind.Set(value.kind))
            }
        }
        self.strings = FieldTable(names: Array(strings))
        let words = strings.compactMap { Self.word($0.span) }
        shortStrings = words
        hasShortStrings = words.count <= Self.maximumShortStrings
        // No word has all its bits set.
        let four = words.prefix(4) + Array(repeating: .max, count: 4)
        firstShortStrings = (four[0], four[1], four[2], four[3])
        self.numbers = FieldTable(names: Array(numbers))
        self.integers = integers.sorted()
        self.containers = FieldTable(names: Array(containers))
        self.maximumNodes = maximumNodes
        maximumLength = containers.reduce(0) { max($0, $1.count) }
    }

    var kinds: ValueKind.Set { .present }

    @inline(__always)
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        guard kind == .string, !hasEscapes else { return acceptsSlowly(text, kind, &scratch) }
        let content = text.extracting(1..<text.count - 1)
        if let word = Self.word(content), hasShortStrings { return contains(word) }
        return strings.index(of: content) != nil
    }

    /// Returns a word unique to the string, or `nil` for one of more than seven bytes: its length, and its bytes in
    /// loads that may overlap.
    @inline(__always)
    private static func word(_ content: Span<UInt8>) -> UInt64? {
        let count = content.count
        let word: UInt64
        switch count {
        case 4...7:
            // The first load already has the first bytes of the second.
            let rest = UInt64(content.littleEndianHalfWord(at: count - 4)) >> UInt64(8 * (8 - count))
            word = UInt64(content.littleEndianHalfWord(at: 0)) | rest << 32
        case 1...3: word = UInt64(content[0]) << 16 | UInt64(content[count >> 1]) << 8 | UInt64(content[count - 1])
        case 0: word = 0
        default: return nil
        }
        // Seven bytes are 56 bits, so the length fits below them.
        return word << 3 | UInt64(count)
    }

    @inline(__always)
    private func contains(_ word: UInt64) -> Bool {
        let (first, second, third, fourth) = firstShortStrings
        // No branch per string: which one it is cannot be predicted.
        let hits =
            (word == first ? 1 : 0) | (word == second ? 1 : 0) | (word == third ? 1 : 0) | (word == fourth ? 1 : 0)
        if hits != 0 { return true }
        return shortStrings.count > 4 && shortStrings.contains(word)
    }

    @inline(never)
    private func acceptsSlowly(_ text: Span<UInt8>, _ kind: ValueKind, _ scratch: inout ValueScratch) -> Bool {
        switch kind {
        case .string:
            scratch.bytes.removeAll(keepingCapacity: true)
            JSONString.appendUnescaped(text.extracting(1..<text.count - 1), to: &scratch.bytes)
            return strings.index(of: scratch.bytes.span) != nil
        case .integer, .decimal: return acceptsNumber(text, kind, &scratch)
        case .object, .array: return acceptsContainer(text, &scratch)
        default: return literals.contains(kind)
        }
    }

    private func acceptsContainer(_ text: Span<UInt8>, _ scratch: inout ValueScratch) -> Bool {
        guard containers.count > 0,
            scratch.value.write(text, maximumNodes: maximumNodes, maximumLength: maximumLength)
        else { return false }
        return containers.index(of: scratch.value.bytes.span) != nil
    }

    private func acceptsNumber(_ text: Span<UInt8>, _ kind: ValueKind, _ scratch: inout ValueScratch) -> Bool {
        if kind == .integer, let value = NumberText.int64(text) { return containsInteger(value) }
        scratch.bytes.removeAll(keepingCapacity: true)
        NumberText.appendCanonical(text, to: &scratch.bytes)
        return numbers.index(of: scratch.bytes.span) != nil
    }

    private func containsInteger(_ value: Int64) -> Bool {
        var low = 0
        var high = integers.count
        while low < high {
            let middle = (low + high) / 2
            if integers[middle] == value { return true }
            if integers[middle] < value { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
