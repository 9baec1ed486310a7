import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Parquet files read back by pyarrow, DuckDB and Polars, which must find every value as it was.
///
/// `Scripts/test` installs them; without them the tests fail, and are not skipped.
@Suite("Third-party Parquet readers")
struct ParquetReaderTests {
    static let everyType = #"""
        {"type":"object","properties":{
        "i64":{"type":"integer"}, "i32":{"type":"integer","minimum":-2147483648,"maximum":2147483647},
        "d":{"type":["number","null"]}, "s":{"type":"string"}, "b":{"type":"boolean"},
        "e":{"enum":["red","green","blue"]}, "date":{"type":"string","format":"date"},
        "ts":{"type":"string","format":"date-time"}, "local":{"type":"string","x-format":"local-date-time"},
        "dec9":{"type":"number","multipleOf":0.01,"x-parquet":"decimal(9,2)"},
        "dec18":{"type":"number","x-parquet":"decimal(18,4)"}, "dec19":{"type":"number","x-parquet":"decimal(19,0)"},
        "dec38":{"type":"number","x-parquet":"decimal(38,10)"}, "any":{}, "free":{"type":"object"},
        "o":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":["string","null"]},
          "z":{"type":"object","properties":{"q":{"type":"number"}},"required":["q"]}},"required":["x"]},
        "l":{"type":"array","items":{"type":"integer"}}, "ln":{"type":"array","items":{"type":["string","null"]}},
        "ll":{"type":"array","items":{"type":"array","items":{"type":["integer","null"]}}},
        "lo":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"},"n":{"type":"integer"},
          "tags":{"type":"array","items":{"type":"string"}}},"required":["sku"]}}
        },"required":["i64"]}
        """#

    static let extremes = #"""
        {"i64":9223372036854775807,"i32":-2147483648,"d":1.7976931348623157e308,"s":"a\u0000b\n\ud83d\ude00","b":true,"e":"red","date":"0001-01-01","ts":"2024-02-29T23:59:59.999999+05:30","local":"9999-12-31T23:59:59.999999","dec9":9999999.99,"dec18":-99999999999999.9999,"dec19":9999999999999999999,"dec38":9999999999999999999999999999.9999999999,"any":{"k":[1, 2]},"free":{"a":  1},"o":{"x":1,"y":"why","z":{"q":2.5}},"l":[1,2,3],"ln":["a",null,""],"ll":[[1,null],[],[2]],"lo":[{"sku":"a","n":2,"tags":["t"]},{"sku":"b"}]}
        {"i64":-9223372036854775808,"i32":2147483647,"d":-0.0,"s":"","b":false,"e":"blue","date":"9999-12-31","ts":"1969-12-31T23:59:59.000001Z","local":"0001-01-01T00:00:00","dec9":-0.01,"dec18":1e2,"dec19":-9999999999999999999,"dec38":-1e-10,"any":"text","free":{},"o":{"z":{"q":1},"y":null,"x":2},"l":[],"ln":[],"ll":[],"lo":[]}
        {"i64":1.0,"d":5e-324,"s":"\u65e5\u672c\u8a9e","date":"2024-02-29","any":null,"o":{"x":3},"lo":[{"sku":"c","tags":[]},{"sku":"d","tags":["u","v"]}]}
        {"i64":0}

        """#

    /// Reads what was published with all three; returns the differences they find, and the facts.
    private func read(_ trial: IngestionTrial, schema: String) throws -> (differences: [Substring], facts: Substring) {
        let job = [
            "directory": trial.directory.path("out"), "input": trial.directory.path("input.json"), "schema": schema,
        ]
        let input = String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
        let lines = try PythonReference.lines(fixture: "parquet_readers.py", input: input)
        return (lines.filter { !$0.hasPrefix("facts:") }, lines.last { $0.hasPrefix("facts:") } ?? "")
    }

    private func trial(
        _ input: String,
        schema: String = everyType,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        let trial = try await IngestionTrial(Array(input.utf8), schema: Schema(text: schema)) {
            $0.format = .parquet
            configure(&$0)
        }
        try #require(trial.error == nil, "\(String(describing: trial.error))")
        return trial
    }

    @Test("the extreme values of every type", arguments: [ParquetCompression.zstd, .uncompressed])
    func extremes(compression: ParquetCompression) async throws {
        let trial = try await trial(Self.extremes) { $0.compression = compression }
        let (differences, facts) = try read(trial, schema: Self.everyType)
        #expect(differences == [])
        #expect(facts.contains("parts 1 groups 1 rows 4 pages 25"))
        #expect(try trial.manifest.options.compression == compression.rawValue)
    }

    @Test("no record, one record, and columns of nothing but nulls")
    func fewRecords() async throws {
        for input in ["[]", #"{"i64":1}"# + "\n", Self.extremes.split(separator: "\n")[0] + "\n"] {
            let trial = try await trial(String(input))
            try trial.directory.write(input == "[]" ? [] : Array(input.utf8), to: "input.json")
            let (differences, facts) = try read(trial, schema: Self.everyType)
            #expect(differences == [])
            #expect(facts.contains("parts 1 groups \(input.count > 2 ? 1 : 0) rows"))
        }
        let nulls = String(repeating: #"{"i64":1}"# + "\n", count: 20_000)
        let (differences, _) = try read(try await trial(nulls), schema: Self.everyType)
        #expect(differences == [])
    }

    /// Random records, in which everything optional is sometimes missing.
    private static func randomRecords(_ count: Int) -> String {
        var random = SplitMix64(seed: 11)
        func pick(_ range: UInt64) -> UInt64 { random.next() % range }
        func some(_ text: @autoclosure () -> String) -> String { pick(5) == 0 ? "" : text() }
        func list(_ item: () -> String) -> String {
            "[" + (0..<pick(4)).map { _ in item() }.joined(separator: ",") + "]"
        }
        func stamp() -> String {
            "20\(10 + pick(80))-0\(1 + pick(9))-1\(pick(10))T0\(pick(10)):1\(pick(10)):59.\(pick(999_999))"
        }
        return (0..<count).map { number in
            #"{"i64":\#(Int64(bitPattern: random.next()))"#
                + some(#","i32":\#(Int(pick(9)) - 4)"#) + some(#","d":\#(Double(pick(1_000)) / 8)"#)
                + some(#","s":"text \#(pick(50_000)) \#(pick(3))""#) + some(#","b":\#(pick(2) == 0)"#)
                + some(#","e":"\#(["red", "green", "blue"][Int(pick(3))])""#)
                + some(#","date":"\#(stamp().prefix(10))""#) + some(#","ts":"\#(stamp())Z""#)
                + some(#","local":"\#(stamp())""#) + some(#","dec9":-\#(pick(1_000)).5"#)
                + some(#","dec18":\#(number).25"#) + some(#","dec19":\#(random.next() / 2)"#)
                + some(#","dec38":-\#(random.next()).5"#)
                + some(#","o":{"x":\#(number)\#(some(#","y":"\#(pick(3))""#))\#(some(#","z":{"q":\#(number)}"#))}"#)
                + some(#","l":\#(list { "\(pick(100))" })"#)
                + some(#","ln":\#(list { pick(3) == 0 ? "null" : "\"\(pick(9))\"" })"#)
                + some(#","ll":\#(list { list { pick(4) == 0 ? "null" : "\(pick(9))" } })"#)
                + some(
                    #","lo":\#(list { #"{"sku":"\#(pick(9))"\#(some(#","tags":\#(list { "\"t\(pick(5))\"" })"#))}"# })"#
                )
                + "}\n"
        }.joined()
    }

    @Test("many row groups and parts, the same bytes for any number of workers")
    func manyGroups() async throws {
        let input = Self.randomRecords(12_000)
        var first: [String: [UInt8]]?
        for jobs in 1...4 {
            let trial = try await trial(input) {
                $0.chunkSize = 100_000
                $0.rowGroupSize = 60_000
                $0.partSize = 250_000
                $0.jobs = jobs
            }
            let parts = trial.files.filter { PartName.isPart($0.key) }
            #expect(parts == first ?? parts)
            first = parts
            guard jobs == 1 else { continue }
            let (differences, facts) = try read(trial, schema: Self.everyType)
            #expect(differences == [])
            #expect(facts.contains("rows 12000"))
            #expect(facts.contains("encodings DELTA_BINARY_PACKED PLAIN RLE RLE_DICTIONARY"))
            #expect(trial.parts.count > 1)
        }
    }

    /// Polars does not read pages of differences beside others where a group above the column may be null.
    @Test("required and optional members, of nullable objects and lists of them, in pages of every kind")
    func requiredMembers() async throws {
        let members = #"""
            {"type":["object","null"],"properties":{"i":{"type":"integer"},"n":{"type":"integer","minimum":-2147483648,
            "maximum":2147483647},"d":{"type":"string","format":"date"},"f":{"type":"number"},"s":{"type":"string"},
            "w":{"type":"number","x-parquet":"decimal(20,0)"},"l":{"type":"array","items":{"type":"integer"}},
            "o":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]},"q":{"type":"integer"}},
            "required":["i","n","d","f","s","w","l","o"]}
            """#
        let schema = #"{"properties":{"o":\#(members),"a":{"type":"array","items":\#(members)}}}"#
        var random = SplitMix64(seed: 17)
        /// In each stretch of records the values are of another kind: rows, random, few, missing, now and then.
        let input = (0..<20_000).map { number -> String in
            let stretch = number / 2_000 % 5
            guard stretch < 3 || (stretch == 4 && number % 3 > 0) else {
                return number % 2 == 0 ? #"{"a":[null]}"# + "\n" : #"{"o":null}"# + "\n"
            }
            let value = [Int64(number), Int64(bitPattern: random.next()), Int64(number % 3) << 40][stretch % 4 % 3]
            let short = Int32(truncatingIfNeeded: value)
            let object = #"""
                {"i":\#(value),"n":\#(short),"d":"20\#(10 + number / 2_000)-01-0\#(1 + number % 9)","f":\#(value),\#
                "s":"\#(value)","w":\#(value),"l":[\#(value)],"o":{"x":\#(value)},"q":\#(value)}
                """#
            return #"{"o":\#(object),"a":[\#(object),null]}"# + "\n"
        }.joined()
        let trial = try await trial(input, schema: schema) { $0.chunkSize = 250_000 }
        let (differences, facts) = try read(trial, schema: schema)
        #expect(differences == [])
        #expect(facts.contains("rows 20000"))
        #expect(facts.contains("encodings DELTA_BINARY_PACKED PLAIN RLE RLE_DICTIONARY"))
    }

    @Test("a dictionary that grows too large is closed")
    func largeDictionary() async throws {
        let schema = #"{"properties":{"s":{"type":"string"},"d":{"type":"number"},"i":{"type":["integer","null"]}}}"#
        // Every value occurs three times, close together.
        let input = (0..<210_000).map { number in
            let key = number / 3 ^ number % 3
            return #"{"s":"key \#(key)","d":\#(key).5,"i":\#(key % 7 == 0 ? "null" : "\(key &* 2_654_435_761)")}"#
                + "\n"
        }.joined()
        let (differences, facts) = try read(
            try await trial(input, schema: schema) {
                $0.chunkSize = 256 << 10
                $0.rowGroupSize = 64 << 20
            },
            schema: schema
        )
        #expect(differences == [])
        #expect(facts.contains("groups 1 rows 210000"))
        #expect(facts.contains("PLAIN RLE RLE_DICTIONARY"))
    }
}
