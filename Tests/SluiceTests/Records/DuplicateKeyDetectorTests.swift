import Testing

@testable import Sluice

@Suite("Duplicate keys")
struct DuplicateKeyDetectorTests {
    @Test("finds a second key in small objects and in large ones", arguments: [1, 2, 15, 16, 17, 18, 300])
    func sizes(count: Int) {
        let names = (0..<count).map { "key\($0)" }
        for repeated in [0, count / 2, count - 1] {
            var keys = KeyFeed(names + [names[repeated], "other"])
            #expect(keys.insertAll() == Array(repeating: false, count: count) + [true, false], "key \(repeated)")
        }
    }

    @Test("a key found twice leaves no trace in the objects that follow", arguments: [15, 16, 17, 18, 40])
    func repeatedObjects(count: Int) {
        let names = (0..<count).map { "key\($0)" }
        var keys = KeyFeed(names + names.reversed() + ["last"])
        let expected = Array(repeating: false, count: count) + Array(repeating: true, count: count) + [false]
        for round in 0..<300 {
            #expect(keys.insertAll() == expected, "round \(round)")
        }
    }

    @Test("reads a hundred thousand keys, and finds each of them again")
    func manyKeys() {
        let names = (0..<100_000).map { String($0, radix: 36) }
        var keys = KeyFeed(names + names)
        let found = keys.insertAll()
        #expect(found.firstIndex(of: true) == names.count)
        #expect(found.count { $0 } == names.count)
    }

    @Test(
        "compares keys unescaped, not as they are written",
        arguments: [
            ([#"a"#, #"\u0061"#], true), ([#"\u0061"#, #"\u0061"#], true), ([#"\n"#, #"\u000A"#], true),
            ([#"\u000a"#, #"\u000A"#], true), ([#"\/"#, #"/"#], true), ([#"😀"#, #"\ud83d\ude00"#], true),
            ([#"é"#, #"\u00e9"#], true), ([#"é"#, "e\u{301}"], false), ([#"\\u0061"#, #"\u0061"#], false),
            ([#"a"#, #"A"#], false), ([#""#, #"\u0000"#], false), ([#"a"#, #"a "#], false), ([#""#, #""#], true),
        ] as [([String], Bool)]
    )
    func escapes(names: [String], areEqual: Bool) {
        var small = KeyFeed(names)
        #expect(small.insertAll() == [false, areEqual])
        // The same after so many others that keys are found by hash.
        let others = (0..<20).map { "other\($0)" }
        var large = KeyFeed(others + names)
        #expect(large.insertAll().suffix(2) == [false, areEqual])
    }

    @Test("keys with a common prefix are different keys")
    func prefixes() {
        let names = (0..<200).map { String(repeating: "k", count: $0) }
        var keys = KeyFeed(names + names)
        #expect(keys.insertAll() == Array(repeating: false, count: 200) + Array(repeating: true, count: 200))
        let eights = (0..<64).map { "12345678" + String(repeating: "\u{0}", count: $0) }
        var zeros = KeyFeed(eights)
        #expect(!zeros.insertAll().contains(true))
    }

    @Test("agrees with a set for each of the open objects", arguments: [1, 2, 3, 4] as [UInt64])
    func nested(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<60).map { "k\($0)" }.map { Array($0.utf8) }
        let text = Array(bytes.joined())
        var starts: [Range<Int>] = []
        for name in bytes {
            starts.append((starts.last?.upperBound ?? 0)..<(starts.last?.upperBound ?? 0) + name.count)
        }
        var detector = DuplicateKeyDetector()
        var model: [Set<Int>] = []
        for step in 0..<20_000 {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<4 where model.count < 6, 0... where model.isEmpty:
                detector.beginObject()
                model.append([])
            case 4..<8:
                detector.endObject()
                model.removeLast()
            case 8:
                detector.removeAll()
                model.removeAll()
            default:
                let key = Int.random(in: 0..<60, using: &random)
                let isNew = model[model.count - 1].insert(key).inserted
                let found = detector.insert(starts[key], hasEscapes: false, in: text.span)
                guard found == !isNew else {
                    Issue.record("seed \(seed), step \(step): key \(key), \(model.count) open objects")
                    return
                }
            }
        }
    }
}

/// Keys in one text, and a detector that is shown them as the keys of one object.
private struct KeyFeed: ~Copyable {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var detector = DuplicateKeyDetector()

    init(_ contents: [String]) {
        for content in contents {
            let start = bytes.count
            bytes += content.utf8
            ranges.append(start..<bytes.count)
        }
    }

    /// Returns for each key whether it was there before.
    mutating func insertAll() -> [Bool] {
        detector.beginObject()
        defer { detector.endObject() }
        let bytes = bytes
        var found: [Bool] = []
        for range in ranges {
            let hasEscapes = bytes[range].contains(UInt8(ascii: "\\"))
            found.append(detector.insert(range, hasEscapes: hasEscapes, in: bytes.span))
        }
        return found
    }
}
