import Testing

@testable import Sluice

/// A text with its records somewhere inside, and what is read of it.
struct LocatedCase: Sendable, CustomTestStringConvertible {
    let pointer: String
    var keyField: String?
    let text: String
    /// The records' own texts.
    let records: [String]
    /// The codes of the faults.
    var faults: [String] = []

    var testDescription: String { "\(pointer) \(text)" }
    var location: RecordLocation? { RecordLocation(pointer, keyField: keyField) }
}

@Suite("Records inside documents")
struct RecordLocationTests {
    private static let wholes: [LocatedCase] = [
        LocatedCase(pointer: "/r", text: #"{"r":[{"a":1},{"a":2}]}"#, records: [#"{"a":1}"#, #"{"a":2}"#]),
        LocatedCase(
            pointer: "/data/items",
            text:
                #" {"m":{"data":[1]},"data" : {"n":"}]", "items" : [ {"a":1} , {"a":2} ] , "next":null}, "z":[[{}]]} "#,
            records: [#"{"a":1}"#, #"{"a":2}"#]
        ),
        LocatedCase(pointer: "/r", text: #"{"r":[]}"#, records: []),
        LocatedCase(pointer: "/r", text: #"{"r":null,"s":1}"#, records: []),
        LocatedCase(pointer: "/r", text: #"{"r":{"a":1}}"#, records: [#"{"a":1}"#]),
        LocatedCase(pointer: "/a~1b/m~0n", text: #"{"a/b":{"m~n":[{"x":1}]}}"#, records: [#"{"x":1}"#]),
        LocatedCase(pointer: "/\u{E9}/", text: #"{"\u00e9":{"":[{"x":1}]}}"#, records: [#"{"x":1}"#]),
        LocatedCase(
            pointer: "/1/r",
            text: #"[{"r":[{"a":0}]},{"r":[{"a":1}]},{"r":[{"a":2}]}]"#,
            records: [#"{"a":1}"#]
        ),
        LocatedCase(
            pointer: "/0",
            text: #"{"0":[{"a":1}]}[[{"a":2}],[{"a":3}]]"#,
            records: [#"{"a":1}"#, #"{"a":2}"#]
        ),
        LocatedCase(pointer: "/2", text: "[1,[2],[{\"a\":1},{\"a\":2}],{}]", records: [#"{"a":1}"#, #"{"a":2}"#]),
        LocatedCase(
            pointer: "/r",
            text: "{\"p\":1,\"r\":[{\"a\":1}]}\n{\"p\":2,\"r\":[]}\n{\"r\":[{\"a\":2},{\"a\":3}],\"p\":3}\n",
            records: [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#]
        ),
        LocatedCase(pointer: "/r", text: #"{"r":[{"a":1}]}{"r":[{"a":2}]}"#, records: [#"{"a":1}"#, #"{"a":2}"#]),
        LocatedCase(
            pointer: "/u/v",
            text: "{\"u\":{\"v\":{\"a\":1}}}\n{\"u\":{\"v\":{\"a\":2}}}\n",
            records: [#"{"a":1}"#, #"{"a":2}"#]
        ),
        LocatedCase(
            pointer: "/u",
            keyField: "id",
            text: #"{"n":1,"u":{"x":{"a":1}, "y" : {"a":2},"x":{"a":{"b":[1]}}},"t":{}}"#,
            records: [#"{"a":1}"#, #"{"a":2}"#, #"{"a":{"b":[1]}}"#]
        ),
        LocatedCase(pointer: "", keyField: "id", text: #"{"x":{"a":1},"y\"z":{}}"#, records: [#"{"a":1}"#, "{}"]),
        LocatedCase(pointer: "/u", keyField: "id", text: #"{"u":{}}{"u":null}"#, records: []),
    ]

    private static let broken: [LocatedCase] = [
        // Documents without records.
        LocatedCase(
            pointer: "/r",
            text: "{\"r\":[{\"a\":1}]}\n{\"s\":[{\"a\":2}]}\n{\"r\":[{\"a\":3}]}",
            records: [#"{"a":1}"#, #"{"a":3}"#],
            faults: ["no-records"]
        ),
        LocatedCase(
            pointer: "/r",
            text: #"{"r":"x"}{"r":7}{"r":[{"a":3}]}"#,
            records: [#"{"a":3}"#],
            faults: ["no-records", "no-records"]
        ),
        LocatedCase(pointer: "/r", text: "[1,2]\n17\n", records: [], faults: ["no-records", "no-records"]),
        LocatedCase(
            pointer: "/u",
            keyField: "k",
            text: #"{"u":[{"a":1}]}{"u":{"x":{"a":2}}}"#,
            records: [#"{"a":2}"#],
            faults: ["no-records"]
        ),
        // Bad records among good ones.
        LocatedCase(
            pointer: "/r",
            text: #"{"r":[{"a":1,"b":2},{"a":tru,"b":3},{"a":4,"b":5}],"n":[{"a":9,"b":9}]}"#,
            records: [#"{"a":1,"b":2}"#, #"{"a":4,"b":5}"#],
            faults: ["syntax"]
        ),
        LocatedCase(
            pointer: "/r",
            text: #"{"r":[{"a":1,"b":2},{"a":3,"b":4},{"a":5,,"b":6}],"n":null}"#,
            records: [#"{"a":1,"b":2}"#, #"{"a":3,"b":4}"#],
            faults: ["syntax"]
        ),
        LocatedCase(
            pointer: "/r",
            text: #"{"r":[{"a":1,"b":2},{"a":3,"b":4},{"a":5,"b":{"c":6],"n":null}"#,
            records: [#"{"a":1,"b":2}"#, #"{"a":3,"b":4}"#],
            faults: ["syntax"]
        ),
        // Values that are not objects are rows at first.
        LocatedCase(pointer: "/r", text: #"{"r":[1,"x",{"a":1}]}"#, records: ["1", "\"x\"", #"{"a":1}"#]),
        LocatedCase(
            pointer: "/r",
            text: #"{"r":[{"a":1}{"a":2},,{"a":3},]}"#,
            records: [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#],
            faults: ["separator", "separator", "separator"]
        ),
        LocatedCase(
            pointer: "/u",
            keyField: "k",
            text: #"{"u":{"x":{"a":1,"b":1},"y":{"a":2,,"b":1},"z":{"a":3,"b":1}},"n":1}"#,
            records: [#"{"a":1,"b":1}"#, #"{"a":3,"b":1}"#],
            faults: ["syntax"]
        ),
        LocatedCase(
            pointer: "/u",
            keyField: "k",
            text: #"{"u":{"x":{"a":1,"b":1},"y":{"a":2,,"b":1}},"n":1}"#,
            records: [#"{"a":1,"b":1}"#],
            faults: ["syntax"]
        ),
        // Bad text around the records.
        LocatedCase(
            pointer: "/r",
            text: "{\"r\":[{\"a\":1}]}\n{\"r\":[{\"a\":2}],}\n{\"x\" 1,\"r\":[{\"a\":3}]}\n{\"r\":[{\"a\":4}]}\n",
            records: [#"{"a":1}"#, #"{"a":2}"#, #"{"a":4}"#],
            faults: ["separator", "separator"]
        ),
        LocatedCase(
            pointer: "/r",
            text: "{\"r\":[{\"a\":1}]}\n{\"r\":[{\"a\":2}]\n{\"r\":[{\"a\":3}]}\n",
            records: [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#],
            faults: ["separator"]
        ),
        LocatedCase(
            pointer: "/r",
            text:
                "{\"r\":[{\"a\":1}]}\n{\"s\":[1,trux],\"r\":[{\"a\":2}]}\n{\"s\":\"\\ud800x\"}\n{\"r\":[{\"a\":4}]}\n",
            records: [#"{"a":1}"#, #"{"a":4}"#],
            faults: ["separator", "separator"]
        ),
        LocatedCase(
            pointer: "/r",
            text: #"{"r":[{"a":1}],"s":tru,"t":[{"a":2}]}"#,
            records: [#"{"a":1}"#],
            faults: ["syntax"]
        ),
        LocatedCase(
            pointer: "/r",
            text: #"{"r":[{"a":1}],"r":[{"a":2}]}"#,
            records: [#"{"a":1}"#],
            faults: ["duplicate-key"]
        ),
        LocatedCase(
            pointer: "/d/r",
            text: #"{"d":{"x":1},"d":{"r":[{"a":2}]}}"#,
            records: [],
            faults: ["duplicate-key"]
        ),
        LocatedCase(pointer: "/r", text: #"{"r":[{"a":1}],"s":"#, records: [#"{"a":1}"#], faults: ["truncated"]),
        LocatedCase(pointer: "/r", text: #"{"r":[{"a":1}"#, records: [#"{"a":1}"#], faults: ["truncated"]),
        LocatedCase(pointer: "/r", text: #"{"x":{"y":[1,2"#, records: [], faults: ["truncated"]),
        LocatedCase(
            pointer: "/r",
            text: "hello\n{\"r\":[{\"a\":1}]}\n\0\0 {\"r\":[{\"a\":2}]} x\n{\"r\":[{\"a\":3}]}",
            records: [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#],
            faults: ["separator", "separator", "separator"]
        ),
    ]

    @Test("are read wherever the text is cut", arguments: wholes + broken)
    func records(example: LocatedCase) throws {
        let text = Array(example.text.utf8)
        let location = try #require(example.location)
        let whole = CutReading(text, cuts: [], at: location)
        #expect(whole.records.map { String(decoding: text[$0], as: UTF8.self) } == example.records)
        let codes = whole.faults.map { $0.split(separator: "\"")[1].split(separator: " ")[0] }
        #expect(codes == example.faults.map { Substring($0) }, "\(whole.faults)")
        for cut in 1..<text.count { #expect(CutReading(text, cuts: [cut], at: location) == whole, "\(cut)") }
        #expect(CutReading(text, cuts: Array(1..<text.count), at: location) == whole)
    }

    @Test("are the same wherever a damaged text is cut", arguments: wholes + broken)
    func damage(example: LocatedCase) throws {
        let text = Array(example.text.utf8)
        let location = try #require(example.location)
        for place in text.indices {
            for change in [
                [], [text[place], text[place]], Array("\"".utf8), Array("}".utf8), Array("]".utf8), Array(",".utf8),
            ] {
                let damaged = text[..<place] + change + text[(place + 1)...]
                guard !damaged.isEmpty else { continue }
                let whole = CutReading(Array(damaged), cuts: [], at: location)
                let single = CutReading(Array(damaged), cuts: Array(1..<damaged.count), at: location)
                #expect(single == whole, "\(String(decoding: damaged, as: UTF8.self))")
                let cut = max(1, min(damaged.count - 1, (place * 7) % damaged.count))
                guard cut < damaged.count else { continue }
                let halves = CutReading(Array(damaged), cuts: [cut], at: location)
                #expect(halves == whole, "\(String(decoding: damaged, as: UTF8.self)) cut at \(cut)")
            }
        }
    }

    @Test("white space between a member's key and its record counts towards the limit, wherever the text is cut")
    func longGaps() {
        let location = RecordLocation("", keyField: "key")
        for gap in [40, 42, 43, 44, 60] {
            let spaces = String(repeating: " ", count: gap)
            for member in ["\"k\":\(spaces){\"a\":1}", "\"k\"\(spaces):{\"a\":1}", "\"k\(spaces)\":{\"a\":1}"] {
                let text = Array("{\"j\":{\"a\":0},\(member),\"l\":{\"a\":2}}".utf8)
                let whole = CutReading(text, cuts: [], at: location, recordSize: 48)
                for cut in 1..<text.count {
                    #expect(CutReading(text, cuts: [cut], at: location, recordSize: 48) == whole, "\(gap) \(cut)")
                }
                #expect(CutReading(text, cuts: Array(1..<text.count), at: location, recordSize: 48) == whole)
            }
        }
    }

    @Test("pointers that are none", arguments: ["a", "/a~", "/~2", String(repeating: "/a", count: 65)])
    func invalid(pointer: String) {
        #expect(RecordLocation(pointer) == nil)
    }
}
