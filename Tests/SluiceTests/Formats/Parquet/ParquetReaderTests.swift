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

    // MARK: Maps, and types that are resolved

    private static let maps = #"""
        {"$defs":{"Counts":{"type":"object","additionalProperties":{"type":"integer"}},
        "Line":{"type":"object","properties":{"sku":{"type":"string"},"n":{"type":["integer","null"]},
          "tags":{"type":"array","items":{"type":"string"}},"m":{"$ref":"#/$defs/Counts"}},"required":["sku"]}},
        "properties":{"id":{"type":"integer"},
        "m":{"$ref":"#/$defs/Counts"}, "n":{"anyOf":[{"$ref":"#/$defs/Counts"},{"type":"null"}]},
        "short":{"type":"object","additionalProperties":{"type":"integer","minimum":0,"maximum":9}},
        "d":{"type":"object","additionalProperties":{"type":["number","null"]}},
        "p":{"type":"object","patternProperties":{"^":{"type":"string"}},"additionalProperties":false},
        "enum":{"type":"object","additionalProperties":{"enum":["red","green"]}},
        "dates":{"type":"object","additionalProperties":{"type":"string","format":"date"}},
        "times":{"type":"object","additionalProperties":{"type":"string","format":"date-time"}},
        "dec":{"type":"object","additionalProperties":{"type":"number","x-parquet":"decimal(20,2)"}},
        "any":{"type":"object","additionalProperties":{"type":["integer","string"]}},
        "lines":{"type":"object","additionalProperties":{"$ref":"#/$defs/Line"}},
        "lists":{"type":"object","additionalProperties":{"type":["array","null"],"items":{"type":["integer","null"]}}},
        "mm":{"type":"object","additionalProperties":{"type":["object","null"],"additionalProperties":{"type":["string","null"]}}},
        "lm":{"type":"array","items":{"type":["object","null"],"additionalProperties":{"type":"boolean"}}},
        "o":{"type":"object","properties":{"m":{"type":"object","additionalProperties":{"type":"string"}},
          "k":{"type":"integer"}},"required":["m"]}},
        "required":["id","m"]}
        """#

    /// The same columns, spelt out.
    private static let plainMaps = maps.replacing(
        ##"{"anyOf":[{"$ref":"#/$defs/Counts"},{"type":"null"}]}"##,
        with: counts
    )
    .replacing(##"{"$ref":"#/$defs/Line"}"##, with: line).replacing(##"{"$ref":"#/$defs/Counts"}"##, with: counts)
    private static let counts = #"{"type":"object","additionalProperties":{"type":"integer"}}"#
    private static let line = #"""
        {"type":"object","properties":{"sku":{"type":"string"},"n":{"type":["integer","null"]},
        "tags":{"type":"array","items":{"type":"string"}},"m":{"type":"object","additionalProperties":{"type":"integer"}}}}
        """#

    private static let mapRecords = #"""
        {"id":1,"m":{"a":1,"b":-9223372036854775808,"a\"b\\c\n\u0000\ud83d\ude00":2.0,"":3,"\u65e5":4},"n":null,"short":{"x":9},"d":{"x":-0.0,"y":null},"p":{"k":"v\n"},"enum":{"a":"red"},"dates":{"d":"0001-01-01"},"times":{"t":"1969-12-31T23:59:59.5Z"},"dec":{"x":-123456789012345678.5},"any":{"i":1,"s":"1"},"lines":{"l":{"sku":"a","n":null,"tags":["x","y"],"m":{"k":1}},"e":{"sku":"b","tags":[],"m":{}}},"lists":{"a":[1,null],"b":[],"c":null},"mm":{"o":{"i":"v","j":""},"e":{},"n":null},"lm":[{"t":true},{},null,{"f":false,"t":true}],"o":{"m":{"k":"v"},"k":1}}
        {"id":2,"m":{},"n":{},"p":{},"lines":{},"lists":{},"mm":{},"lm":[],"o":{"m":{}}}
        {"id":3,"m":{"b":0}}
        {"id":4,"m":{},"n":{"only":7},"lines":{"l":{"sku":"\u0000"}}}

        """#

    @Test("maps: of every type, nested in each other and in all else, null, empty, with nulls and any keys")
    func maps() async throws {
        let trial = try await trial(Self.mapRecords, schema: Self.maps)
        let (differences, _) = try read(trial, schema: Self.plainMaps)
        #expect(differences == [])
        #expect(
            String(decoding: trial.files["_schema.ddl"] ?? [], as: UTF8.self)
                == "id BIGINT NOT NULL, m MAP<STRING, BIGINT> NOT NULL, n MAP<STRING, BIGINT>, short MAP<STRING, INT>,"
                + " d MAP<STRING, DOUBLE>, p MAP<STRING, STRING>, enum MAP<STRING, STRING>, dates MAP<STRING, DATE>,"
                + " times MAP<STRING, TIMESTAMP>, dec MAP<STRING, DECIMAL(20,2)>, `any` MAP<STRING, STRING>,"
                + " lines MAP<STRING, STRUCT<sku: STRING NOT NULL, n: BIGINT, tags: ARRAY<STRING>, m: MAP<STRING, BIGINT>>>,"
                + " lists MAP<STRING, ARRAY<BIGINT>>, mm MAP<STRING, MAP<STRING, STRING>>,"
                + " lm ARRAY<MAP<STRING, BOOLEAN>>, o STRUCT<m: MAP<STRING, STRING> NOT NULL, k: BIGINT>, _extra STRING\n"
        )
    }

    /// Random records with maps of few keys and of many, of the same values and of different ones.
    private static func randomMaps(_ count: Int) -> String {
        var random = SplitMix64(seed: 23)
        func pick(_ range: UInt64) -> UInt64 { random.next() % range }
        func some(_ text: @autoclosure () -> String) -> String { pick(4) == 0 ? "" : text() }
        func map(_ keys: UInt64, nulls: Bool = false, _ value: () -> String) -> String {
            let keys = Set((0..<pick(4)).map { _ in pick(keys) }).sorted()
            return "{" + keys.map { "\"k\($0)\":\(nulls && pick(6) == 0 ? "null" : value())" }.joined(separator: ",")
                + "}"
        }
        return (0..<count).map { number in
            let isSteady = number / 3_000 % 2 == 0
            return
                #"{"id":\#(number),"m":\#(map(isSteady ? 5 : 1 << 40) { "\(isSteady ? pick(9) : random.next() >> 1)" })"#
                + some(#","n":\#(pick(3) == 0 ? "null" : map(9) { "\(pick(9))" })"#)
                + some(#","short":\#(map(9) { "\(pick(10))" })"#)
                + some(#","d":\#(map(9, nulls: true) { "\(Double(pick(99)) / 8)" })"#)
                + some(#","p":{"k":"\#(isSteady ? pick(4) : random.next())"}"#)
                + some(#","dates":\#(map(3) { "\"20\(10 + pick(80))-01-0\(1 + pick(9))\"" })"#)
                + some(#","dec":\#(map(3) { "-\(pick(1 << 50)).25" })"#)
                + some(
                    #","lines":\#(map(4) { #"{"sku":"\#(pick(9))"\#(some(#","m":\#(map(4) { "\(pick(7))" })"#))}"# })"#
                )
                + some(#","lists":\#(map(3, nulls: true) { "[\(pick(9)),null]" })"#)
                + some(#","mm":\#(map(3, nulls: true) { map(3, nulls: true) { "\"\(pick(9))\"" } })"#)
                + some(#","lm":[\#(map(2) { "true" }),\#(map(2) { "false" })]"#)
                + some(#","o":{"m":\#(map(3) { "\"\(pick(9))\"" })}"#) + "}\n"
        }.joined()
    }

    @Test("maps in many pages: dictionaries, statistics and page indexes of their columns are right")
    func manyMaps() async throws {
        let input = Self.randomMaps(12_000)
        var first: [String: [UInt8]]?
        for jobs in [1, 3] {
            let trial = try await trial(input, schema: Self.maps) {
                // With more pages the index of so many columns would be left out.
                $0.chunkSize = 400_000
                $0.rowGroupSize = 400_000
                $0.jobs = jobs
            }
            let parts = trial.files.filter { PartName.isPart($0.key) }
            #expect(parts == first ?? parts)
            first = parts
            guard jobs == 1 else { continue }
            let (differences, facts) = try read(trial, schema: Self.plainMaps)
            #expect(differences == [])
            #expect(facts.contains("rows 12000"))
            #expect(facts.contains("encodings DELTA_BINARY_PACKED PLAIN RLE RLE_DICTIONARY"))
        }
    }

    private static let resolved = ##"""
        {"$defs":{"Currency":{"enum":["EUR","USD"]},
        "Money":{"type":"object","properties":{"amount":{"type":["integer","number"]},"cur":{"$ref":"#/$defs/Currency"}},
          "required":["amount"]},
        "Node":{"type":"object","properties":{"v":{"type":"integer"},
          "next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}}},
        "Cat":{"type":"object","properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}},"required":["kind"]},
        "Dog":{"type":"object","properties":{"kind":{"const":"dog"},"name":{"type":"string"}},"required":["kind"]}},
        "properties":{"id":{"type":"integer"},
        "opt":{"anyOf":[{"type":"integer"},{"type":"null"}]}, "one":{"oneOf":[{"type":"null"},{"type":"string","format":"date"}]},
        "num":{"anyOf":[{"type":"integer"},{"type":"number"}]}, "mix":{"anyOf":[{"type":"integer"},{"type":"string"}]},
        "list":{"type":["integer","boolean"]}, "money":{"$ref":"#/$defs/Money"},
        "optmoney":{"anyOf":[{"$ref":"#/$defs/Money"},{"type":"null"}]},
        "every":{"allOf":[{"type":["integer","null"]},{"minimum":0},{"maximum":9}]},
        "pet":{"oneOf":[{"$ref":"#/$defs/Cat"},{"$ref":"#/$defs/Dog"}],"discriminator":{"propertyName":"kind"}},
        "pets":{"type":"array","items":{"anyOf":[{"$ref":"#/$defs/Cat"},{"$ref":"#/$defs/Dog"}]}},
        "tuple":{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":false},
        "node":{"$ref":"#/$defs/Node"}, "nodes":{"type":"array","items":{"$ref":"#/$defs/Node"}},
        "nul":{"type":"string","nullable":true}, "nulref":{"allOf":[{"$ref":"#/$defs/Currency"}],"nullable":true},
        "sub":{"allOf":[{"$ref":"#/$defs/Money"},{"properties":{"note":{"type":"string"}}}]},
        "ints":{"type":"array","items":{"anyOf":[{"type":"integer"},{"type":"null"}]}},
        "free":{"type":"object","additionalProperties":true}, "empty":{"type":"object","additionalProperties":{}},
        "words":{"type":"object","additionalProperties":{"description":"anything"}},
        "two":{"type":"object","patternProperties":{"^a":{"type":"integer"},"^b":{"type":"string"}},"additionalProperties":false},
        "open":{"type":"object","patternProperties":{"^a":{"type":"integer"}}},
        "must":{"type":"object","additionalProperties":{"type":"integer"},"required":["a"]},
        "pair":{"allOf":[{"type":"object","additionalProperties":{"type":["integer","string"]}},
          {"additionalProperties":{"type":["integer","null"]}}]}},
        "required":["id","opt","money"]}
        """##

    private static let plainResolved = #"""
        {"properties":{"id":{"type":"integer"},"opt":{"type":"integer"},"one":{"type":"string","format":"date"},
        "num":{"type":"number"},"mix":{},"list":{},
        "money":{"type":"object","properties":{"amount":{"type":"number"},"cur":{"type":"string"}}},
        "optmoney":{"type":"object","properties":{"amount":{"type":"number"},"cur":{"type":"string"}}},
        "every":{"type":"integer"},"pet":{},"pets":{"type":"array","items":{}},"tuple":{},"node":{},
        "nodes":{"type":"array","items":{}},"nul":{"type":"string"},"nulref":{"type":"string"},
        "sub":{"type":"object","properties":{"amount":{"type":"number"},"cur":{"type":"string"},"note":{"type":"string"}}},
        "ints":{"type":"array","items":{"type":"integer"}},"free":{},"empty":{},"words":{},"two":{},"open":{},
        "must":{"type":"object","additionalProperties":{"type":"integer"}},
        "pair":{"type":"object","additionalProperties":{"type":"integer"}}}}
        """#

    private static let resolvedRecords = #"""
        {"id":1,"opt":5.0,"one":"2024-02-29","num":2,"mix":"a \"b\"","list":true,"money":{"amount":1,"cur":"EUR"},"optmoney":{"amount":2.5},"every":9,"pet":{"kind":"cat","lives":9},"pets":[{"kind":"dog","name":"x"},{"kind":"cat"}],"tuple":[1,"a"],"node":{"v":1,"next":{"v":2,"next":null}},"nodes":[{"v":3},{}],"nul":null,"nulref":null,"sub":{"amount":0,"note":"n"},"ints":[1,null,2.0],"free":{"a":{"b":[1]}},"empty":{"a":null},"words":{"a":1},"two":{"a":1,"b":"c"},"open":{"a":1,"x":"y"},"must":{"a":1,"b":2.0},"pair":{"a":1}}
        {"id":2,"opt":null,"one":null,"num":2.5,"mix":7,"list":7,"money":{"amount":1e2,"cur":"USD"},"optmoney":null,"every":null,"pet":{"kind":"dog"},"pets":[],"tuple":[],"node":{},"nodes":[],"nul":"s","nulref":"USD","sub":{"amount":1},"ints":[],"free":{},"empty":{},"words":{},"two":{},"open":{},"must":{"a":0},"pair":{}}
        {"id":3,"opt":1,"money":{"amount":0}}

        """#

    @Test(
        "nullable alternatives, numbers, references and allOf are resolved; other unions, tuples and recursion are text"
    )
    func resolvedTypes() async throws {
        let trial = try await trial(Self.resolvedRecords, schema: Self.resolved)
        let (differences, _) = try read(trial, schema: Self.plainResolved)
        #expect(differences == [])
        let shared =
            "optmoney STRUCT<amount: DOUBLE NOT NULL, cur: STRING>, every @INT@, pet STRING, pets ARRAY<STRING>,"
            + " tuple STRING, node STRING, nodes ARRAY<STRING>, nul STRING, nulref STRING,"
            + " sub STRUCT<amount: DOUBLE NOT NULL, cur: STRING, note: STRING>, ints ARRAY<BIGINT>, free STRING,"
            + " empty STRING, words STRING, two STRING, open STRING, must MAP<STRING, BIGINT>, pair MAP<STRING, BIGINT>"
        let text = { (one: String, all: String) in
            "id BIGINT NOT NULL, opt BIGINT, one \(one), num DOUBLE, mix STRING, list STRING,"
                + " money STRUCT<amount: DOUBLE NOT NULL, cur: STRING> NOT NULL, "
                + shared.replacing("@INT@", with: all)
        }
        #expect(
            String(decoding: trial.files["_schema.ddl"] ?? [], as: UTF8.self) == text("DATE", "INT")
                + ", _extra STRING\n"
        )
        let ndjson = try await IngestionTrial(
            Array(Self.resolvedRecords.utf8),
            schema: Schema(text: Self.resolved)
        )
        #expect(ndjson.error == nil)
        #expect(String(decoding: ndjson.files["_schema.ddl"] ?? [], as: UTF8.self) == text("STRING", "BIGINT") + "\n")
        #expect(ndjson.text.contains(#""opt":5,"#) && ndjson.text.contains(#""ints":[1,null,2]"#))
        #expect(ndjson.text.contains(#""must":{"a":1,"b":2}"#))
    }
}
