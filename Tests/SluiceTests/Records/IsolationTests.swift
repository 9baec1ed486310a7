import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("A fault costs the record it is in, and no other")
struct IsolationTests {
    private static let one = #"{"id":1,"rows":[{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9}"#
    /// A placeholder for white space of many lengths.
    private static let gap = "GAP"
    private static let two = #"{"id":2,"rows":[{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9}"#
    private static let three = #"{"id":3,"rows":[{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9}"#

    /// `two` with the first `old` replaced.
    private static func broken(_ old: String, _ new: String) -> String {
        guard let range = two.range(of: old) else { return "" }
        return two.replacingCharacters(in: range, with: new)
    }

    /// The records in an array on one line or on several, on lines, or glued.
    private static func document(_ records: [String], _ layout: Int) -> String {
        switch layout {
        case 0: "[" + records.joined(separator: ",") + "]"
        case 1: "[\n " + records.joined(separator: ",\n ") + "\n]\n"
        case 2: records.joined(separator: "\n")
        default: records.joined()
        }
    }

    @Test(
        "inner objects that begin like a record are not records, and the neighbours are kept",
        arguments: [
            ("7,", "7,,"), ("[{", "[{,"), ("}]", "}"), ("},{", "}{"), ("},{", "},"), ("\"x\"", "\"x"), ("\"x\"", "x\""),
            ("{\"id\":7", "\"id\":7"), ("\"q\":4", "\"q\"4"), ("8}", "8"), ("],\"z\"", "]\"z\""), ("9}", "9"),
            ("9}", "9]"),
            ("[{\"id\":7", "{\"id\":7"), (":[", ":"), ("4,", "4}"), ("8}]", "8]}"), ("\"rows\":", ":"),
            ("\"z\":9", "z"),
        ]
    )
    func nested(old: String, new: String) async throws {
        let bad = Self.broken(old, new)
        for layout in 0..<4 {
            let records = [Self.one, bad, Self.three]
            let text = Self.document(records, layout)
            try await RecordCase(text, [Self.one, Self.three], [.bad(bad)]).check(chunkSizes: [1, 64, 1 << 20])
        }
    }

    @Test(
        "what is inside the only record never becomes a record, wherever that is bad or cut off",
        arguments: [
            #"{"Records":[{"id":1},{"id":2}"#, #"{"Records":[{"id":1},{"id":2}]"#, #"{"Records":[{"id":1},"#,
            #"{"Records":[{"id":1},{"id":2},{"id":3}],}"#, #"{"Records":[{"id":1,},{"id":2},{"id":3}]}"#,
            #"{"Records":[{"id":1},{"id":2},{"id":NaN},{"id":3}]}"#, #"{"Records":[{"id":1},{"id":2},,{"id":3}]}"#,
            #"{"Records":[{"id":1}{"id":2},{"id":3}]}"#, #"{"a":1,"Records":[{"id":1},{"id":2}],"b" 2}"#,
            "{\n \"Records\": [\n  {\"id\": 1},\n  {\"id\": 2}\n", "{\"a\":[{\"id\":1},\n{\"id\":2}",
            "{\n \"Records\": [\n  {\"id\": 1},\n  {\"id\": 2,}\n ]\n}\n",
            #"{"data":{"items":[{"id":1,"x":{"y":1}},{"id":2,"x":{"y":z}}]}}"#,
        ]
    )
    func onlyRecord(text: String) async throws {
        for text in [text, "[" + text] {
            for chunkSize in [1, 64, 1 << 20] {
                let trial = try await IngestionTrial(Array(text.utf8), quarantine: true) { options in
                    options.chunkSize = chunkSize
                    options.allowsEmpty = true
                }
                #expect(trial.text == "", "\(text)")
                #expect(trial.error?.report.recordsSeen ?? trial.report?.recordsSeen == 1, "\(text)")
            }
        }
    }

    @Test("what is inside a record over a limit never becomes a record", arguments: [0, 1, 2, 3], [false, true])
    func overLimit(layout: Int, isDeep: Bool) async throws {
        let items = (0..<50).map { #"{"id":\#($0),"tags":[{"t":1},{"t":2}]}"# }.joined(separator: ",")
        let big = #"{"meta":{"n":1},"Records":[\#(items)],"next":null}"#
        let small = #"{"meta":{"n":2},"Records":[],"next":null}"#
        for records in [[big, small, small], [small, big, small], [big]] {
            let text = Self.document(records, layout)
            for chunkSize in [1, 64, 1 << 20] {
                let trial = try await IngestionTrial(Array(text.utf8), quarantine: true) { options in
                    options.chunkSize = chunkSize
                    options.allowsEmpty = true
                    if isDeep { options.maximumDepth = 2 } else { options.maximumRecordSize = 500 }
                }
                #expect(trial.text == records.filter { $0 == small }.map { $0 + "\n" }.joined())
                #expect(try trial.rejects.map(\.raw) == [big])
            }
        }
    }

    @Test(
        "a record whose beginning is missing is one reject, the objects in it included",
        arguments: [
            RecordCase(
                #"{"id":1,"geo":{"lat":1}}"id":2,"geo":{"lat":2},"z":9}{"id":3}"#,
                [#"{"id":1,"geo":{"lat":1}}"#, #"{"id":3}"#],
                [.bad(#""id":2,"geo":{"lat":2},"z":9}"#)]
            ),
            RecordCase(
                #"{"lat":2},"z":9}{"id":3,"geo":{"lat":3},"z":1}"#,
                [#"{"id":3,"geo":{"lat":3},"z":1}"#],
                [.bad(#"{"lat":2},"z":9}"#)]
            ),
            RecordCase(
                "\"geo\":{\"lat\":2},\"z\":9}\n{\"id\":3,\"geo\":{\"lat\":3},\"z\":1}\n",
                [#"{"id":3,"geo":{"lat":3},"z":1}"#],
                [.bad(#""geo":{"lat":2},"z":9}"#)]
            ),
            RecordCase("2},\"z\":9}\n\(one)\n", [one], [.bad(#"2},"z":9}"#)]),
            RecordCase(
                #"{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9},\#(two),\#(three)]"#,
                [two, three],
                [.bad(#"{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9}"#), .stray(","), .stray("]")]
            ),
            RecordCase(
                "[\(one),{\"id\":7,\"q\":4,\"n\":\"x\"},{\"id\":8,\"q\":8}],\"z\":9},\(three)]",
                [one, three],
                [.bad(#"{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9}"#)]
            ),
            RecordCase("[\(one),:1},\(three)]", [one, three], [.bad(":1}")]),
            RecordCase("\(one)}\n\(three)", [one, three], [.bad("}")]),
            RecordCase("[\(one)},\(three)]", [one, three], [.bad("}")]),
            RecordCase("[\(one),:\(three)]", [one, three], [.bad(":")]),
            // An extra brace splits a record in two, and neither part is a record.
            RecordCase(
                #"{"id":1,"z":1}{"id":2},"z":2}{"id":3,"z":3}"#,
                [#"{"id":1,"z":1}"#, #"{"id":3,"z":3}"#],
                [.bad(#"{"id":2},"z":2}"#)]
            ),
            RecordCase(
                #"[{"id":1,"z":1},{"id":2}7,"z":2},{"id":3,"z":3}]"#,
                [#"{"id":1,"z":1}"#, #"{"id":3,"z":3}"#],
                [.bad(#"{"id":2}7,"z":2}"#)]
            ),
            RecordCase(
                #"[{"id":1,"z":1},{}id":2,"z":2},{"id":3,"z":3}]"#,
                [#"{"id":1,"z":1}"#, #"{"id":3,"z":3}"#],
                [.bad(#"{}id":2,"z":2}"#)]
            ),
        ]
    )
    func fragments(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "a record that is never closed takes no other with it",
        arguments: [
            RecordCase(#"[{"id":1},{"id":2,"x":[1,{"id":3},{"id":4}]"#, ids: [1, 3, 4], [.bad(#"{"id":2,"x":[1"#)]),
            RecordCase("{\"id\":1}\n{\"id\":2,\"x\":\n{\"id\":3}\n", ids: [1, 3], [.bad("{\"id\":2,\"x\":")]),
            RecordCase(
                "{\"id\":1}\n{\"id\":2\n{\"id\":\n{\"id\":3}\n",
                ids: [1, 3],
                [.bad("{\"id\":2"), .bad("{\"id\":")]
            ),
            RecordCase("{\"id\":1}\n{\"id\":\"2\n{\"id\":3}\n", ids: [1, 3], [.bad("{\"id\":\"2")]),
            RecordCase("{\"id\":1}\n{\"id\":2 [[[[\n{\"id\":3}\n", ids: [1, 3], [.bad("{\"id\":2 [[[[")]),
        ]
    )
    func unclosed(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "the first record may be the bad one",
        arguments: [
            RecordCase("[\(one.dropLast()),\(two),\(three)]", [two, three], [.bad(String(one.dropLast()))]),
            RecordCase(#"[{"id":1,{"name":2}},{"id":3}]"#, ids: [3], [.bad(#"{"id":1,{"name":2}}"#)]),
            RecordCase("[{\"id\":1,\"t\":{ ,\n  {\"id\":2}]", ids: [2], [.bad(#"{"id":1,"t":{"#)]),
            RecordCase(#"{"id":tru}{"id":2}"#, ids: [2], [.bad(#"{"id":tru}"#)]),
        ]
    )
    func first(_ test: RecordCase) async throws { try await test.check() }

    @Test("objects like those inside records are records in a long run, however it is cut")
    func longRun() async throws {
        let row = #"{"id":7,"q":4,"n":"x"}"#
        // Longer than the search for a fragment, followed by what would make a shorter run a fragment.
        let rows = Array(repeating: row, count: 4_000)
        // A bad record does not end the run, wherever it is cut.
        let bad = #"{"id":7,"q":x},"# + row + "," + row
        let ends = [("]", 0), (#","z":9},{"id":5,"rows":[],"z":1}]"#, 1), (",\(bad)],\"z\":9}]", 1)]
        for (end, faults) in ends {
            let text = Array("[\(Self.one),\(rows.joined(separator: ","))\(end)".utf8)
            var outcomes: [IngestionTrial.Outcome] = []
            for chunkSize in [1_000, 50_000, 1 << 20] {
                let trial = try await IngestionTrial(text, quarantine: true) { $0.chunkSize = chunkSize }
                #expect(trial.report?.recordsRejected == faults)
                #expect(trial.report?.recordsWritten ?? 0 >= 4_000)
                outcomes.append(trial.outcome)
            }
            #expect(outcomes.allSatisfy { $0 == outcomes[0] })
        }
    }

    @Test(
        "what was seen ahead of a bad record is forgotten with it",
        arguments: [
            #"[tarue18  32322e{"id":-7,"n{}<-`.5falsl,en,0e480,"} {2"# + "\u{1e}" + #"e{"i"\u00e9\"#,
            #"[x {"id":-7,"n{}<,0,"} {2"# + "\u{1}" + "]", #"[x {"id":-7,"{},0,"} {2"# + "\u{1}" + #"]"#,
            #"[{"id":1},"n{}x,0,"} {2]"#, #"[{"id":1},"n{"id":2},7,"}, 8,"x]"#, #"[{"id":1},"{},1,2,"} 3,4,"]"#,
        ]
    )
    func forgotten(_ text: String) {
        let text = Array(text.utf8)
        let whole = CutReading(text, cuts: [])
        for cut in 1..<text.count { #expect(CutReading(text, cuts: [cut]) == whole, "\(cut)") }
    }

    @Test(
        "what is beyond the lookahead is so however the input is cut",
        arguments: [
            #"[{"id":1},"# + Self.gap + #"{"id":2}]"#, #"[{"id":1}]"# + Self.gap + #","id":2}"#,
            #"[{"id":1}]"# + Self.gap + #",{"id":2}]"#,
            #"{"id":1}"# + Self.gap + #""rows":[],"z":9}"#, #"[{"id":1},[{"id":2},{"id":3}]"# + Self.gap + "]",
            #"[{"id":1}]{"id":2}"# + Self.gap + #",{"id":3}]"#, #"[["# + Self.gap + #"{"id":1},{"id":2}]"#,
            "{\"id\":1}\nx \"a\"" + Self.gap + ":1}{\"id\":2}", "{\"id\":1}\nx [" + Self.gap + "{\"id\":2}]",
            #"["# + Self.one + "," + Self.gap + #"{"id":7,"q":4,"n":"x"}"# + Self.gap + #","z":9},"# + Self.one + "]",
            #"["# + Self.one + "," + Self.one + #"2,"q""# + Self.gap + #":1},{"id":3,"rows":[],"z":1}]"#,
            "{\"id\":1}\n1" + Self.gap + "2 x\n{\"id\":2}",
        ]
    )
    func horizon(_ template: String) async throws {
        // Around the reader's lookahead.
        for distance in [65_000, 65_535, 65_536, 65_537, 66_000, 131_072] {
            let text = template.replacing(Self.gap, with: String(repeating: " ", count: distance))
            var outcomes: [IngestionTrial.Outcome] = []
            for chunkSize in [60_000, 65_537, 1 << 20] {
                outcomes.append(
                    try await IngestionTrial(Array(text.utf8), quarantine: true) { $0.chunkSize = chunkSize }.outcome
                )
            }
            #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "\(distance)")
        }
    }

    @Test(
        "the pointer says where in the record the text is not JSON",
        arguments: [
            (#"{"a":1,"b":tru}"#, "/b"), (#"{"a":{"b":[1,2,{"c":x}]}}"#, "/a/b/2/c"), (#"{"a":[1,,2]}"#, "/a/1"),
            (#"{"a":[1 2]}"#, "/a/0"), (#"{"a":1 "b":2}"#, "/a"), (#"{"a" 1}"#, "/a"), (#"{"a":1,}"#, ""),
            (#"{"a":{"b":1,x}}"#, "/a"), (#"{a:1}"#, ""), ("{\"a\":[{\"b\":\"\u{1}\"}]}", "/a/0/b"),
            (#"{"a/b":{"~":"\q"}}"#, "/a~1b/~0"), (#"{"a":[[],[1,]]}"#, "/a/1/1"),
            (#"{"a":1,"b":{"a":1,"a":2}}"#, "/b/a"),
            (#"{"a":[{},{"b":[{"c":1,"\u0063":2}]}]}"#, "/a/1/b/0/c"), (#"{"a":1,"a":2}"#, "/a"),
        ]
    )
    func pointers(text: String, pointer: String) async throws {
        for chunkSize in [1, 5, 1 << 20] {
            let trial = try await IngestionTrial(Array("[{\"a\":0},\(text),{\"a\":9}]".utf8), quarantine: true) {
                options in
                options.chunkSize = chunkSize
            }
            #expect(trial.diagnostics.map(\.pointer) == [pointer], "in chunks of \(chunkSize)")
            #expect(trial.diagnostics.allSatisfy { $0.excerpt?.text.isEmpty == false }, "in chunks of \(chunkSize)")
            #expect(trial.text == "{\"a\":0}\n{\"a\":9}\n")
        }
    }

    @Test("the pointer ends with the line that cuts a record short")
    func linePointer() async throws {
        let text = Array("{\"a\":0}\n{\"a\":{\"b\":\n{\"a\":2}\n{\"a\":3}\n".utf8)
        for chunkSize in [1, 12, 1 << 20] {
            let trial = try await IngestionTrial(text, quarantine: true) { $0.chunkSize = chunkSize }
            #expect(trial.diagnostics.map(\.pointer) == ["/a/b"])
            #expect(trial.diagnostics.map(\.position.line) == [2])
        }
    }

    @Test("bytes that change cost their record, in any text", arguments: MutatedInput.all)
    func mutations(input: MutatedInput) async throws {
        var random = SplitMix64(seed: 14)
        var (invented, losing) = (0, 0)
        for round in 0..<120 {
            let mutation = input.mutate(round, using: &random)
            let trial = try await IngestionTrial(mutation.text, quarantine: true) { options in
                options.chunkSize = [3, 64, 1 << 20][round % 3]
            }
            let report = try #require(trial.report ?? trial.error?.report)
            let lines = trial.text.split(separator: "\n").map(String.init)
            #expect(report.recordsSeen == lines.count + report.recordsRejected)
            #expect(try trial.rejects.count { $0.record != nil } == report.recordsRejected)
            #expect(report.bytesRead == mutation.text.count)
            let known = Set(input.records + [mutation.changedRecord])
            if !lines.allSatisfy(known.contains) { invented += 1 }
            let there = Set(lines)
            if input.records.enumerated().contains(where: {
                $0.offset != mutation.number && !there.contains($0.element)
            }) {
                losing += 1
            }
        }
        #expect(invented == 0)
        #expect(losing <= 1)
    }
}

/// A text with one byte changed, whose records are known by their place.
struct MutatedInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let records: [String]
    private let text: [UInt8]
    private let places: [Range<Int>]

    struct Mutation {
        let text: [UInt8]
        /// The changed record, and its text; a number that no record has if none was changed.
        let number: Int
        let changedRecord: String
    }

    static let all: [MutatedInput] = {
        let nested = (1...12).map { number in
            #"{"id":\#(number),"rows":[{"id":\#(number + 100),"q":4},{"id":8,"q":8,"n":"},{"}],"geo":{"lat":\#(number)},"last":true}"#
        }
        return [
            MutatedInput("a nested array", nested, "[", ",", "]"), MutatedInput("nested lines", nested, "", "\n", "\n"),
            MutatedInput("nested, glued", nested, "", "", ""),
            MutatedInput("a nested array, one record per line", nested, "[\n  ", ",\n  ", "\n]\n"),
        ]
    }()

    private init(_ name: String, _ records: [String], _ before: String, _ between: String, _ after: String) {
        testDescription = name
        self.records = records
        var text = Array(before.utf8)
        var places: [Range<Int>] = []
        for (number, record) in records.enumerated() {
            if number > 0 { text += Array(between.utf8) }
            places.append(text.count..<text.count + record.utf8.count)
            text += Array(record.utf8)
        }
        self.text = text + Array(after.utf8)
        self.places = places
    }

    /// Flips a bit, sets, inserts or removes a byte, or sets or inserts a structural character.
    func mutate(_ round: Int, using random: inout SplitMix64) -> Mutation {
        let marks = Array("{}[],:\"\\\n".utf8)
        let mark = marks[Int.random(in: 0..<marks.count, using: &random)]
        let place = Int.random(in: 0..<text.count, using: &random)
        var text = text
        var growth = 0
        switch round % 6 {
        case 0: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: text[place] = .random(in: 0...255, using: &random)
        case 2: text[place] = mark
        case 3:
            text.remove(at: place)
            growth = -1
        default:
            text.insert(round % 6 == 4 ? mark : .random(in: 0...255, using: &random), at: place)
            growth = 1
        }
        guard let number = places.firstIndex(where: { $0.contains(place) && (growth < 1 || place > $0.lowerBound) })
        else {
            return Mutation(text: text, number: -1, changedRecord: "")
        }
        let record = text[places[number].lowerBound..<places[number].upperBound + growth]
        return Mutation(text: text, number: number, changedRecord: String(decoding: record, as: UTF8.self))
    }
}
