import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("Runs that write CSV")
struct CSVTests {
    private func trial(
        _ input: String,
        schema: String,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        try await IngestionTrial(Array(input.utf8), schema: Schema(text: schema)) {
            $0.format = .csv
            configure(&$0)
        }
    }

    private static let text = #"{"properties":{"n":{"type":"integer"},"s":{"type":["string","null"]}}}"#

    @Test(
        "there are quotes only where they are needed",
        arguments: [
            (#""plain""#, "plain"), (#""a b""#, "a b"), (#"" lead and trail ""#, " lead and trail "),
            (#""a,b""#, #""a,b""#), (#""a\"b""#, #""a""b""#), (#""\"""#, #""""""#), (#""a\nb""#, "\"a\nb\""),
            (#""a\rb""#, "\"a\rb\""), (#""\u002c""#, #"",""#), (#""\u00e9\t\ud83d\ude00""#, "é\t😀"), (#""""#, #""""#),
            ("null", ""), (#""null""#, "null"), (#""a;b'c|""#, "a;b'c|"),
        ]
    )
    func quoting(value: String, field: String) async throws {
        let trial = try await trial(#"{"n":1,"s":\#(value)}"#, schema: Self.text) { $0.unknownFields = .drop }
        #expect(trial.text == "n,s\n1,\(field)\n")
    }

    @Test(
        "lines end with a line feed, or as RFC 4180 has it; line breaks in values stay",
        arguments: CSVLineEnd.allCases
    )
    func lineEnds(lineEnd: CSVLineEnd) async throws {
        let trial = try await trial(#"{"n":1,"s":"a\r\nb"}{"s":"\n"}"#, schema: Self.text) {
            $0.unknownFields = .drop
            $0.csvLineEnd = lineEnd
        }
        let end = lineEnd == .lf ? "\n" : "\r\n"
        #expect(trial.text == ["n,s", "1,\"a\r\nb\"", ",\"\n\"", ""].joined(separator: end))
        let options = JSONNode(trial.files[PartName.manifest] ?? [])?["options"]
        #expect(options?["csv_line_end"]?.string == lineEnd.rawValue)
        let other = try await IngestionTrial([]) { $0.csvLineEnd = .crlf }
        #expect(other.error?.message.contains("require CSV output") == true)
    }

    @Test("the manifest has the options for Spark", arguments: [("", #""\u0000null""#), ("NA", #""NA""#)])
    func sparkOptions(nullText: String, value: String) async throws {
        let trial = try await trial("[]", schema: Self.text) { $0.csvNull = nullText }
        let spark = JSONNode(trial.files[PartName.manifest] ?? [])?["spark"]
        let options = #"{"header":"true","multiLine":"true","lineSep":"\n","escape":"\"","nullValue":\#(value)}"#
        #expect(spark?.source == #"{"format":"csv","options":\#(options)}"#)
    }

    @Test("numbers keep their text, nested values are compact JSON, unknown fields have a column")
    func values() async throws {
        let schema = #"{"properties":{"a,b":{},"c":{},"q\"":{"type":"boolean"},"":{}},"required":["c"]}"#
        let input = #"""
            [ { "c" : 1.50, "a,b" : { "x" : [ 1, 2.0 ], "y": "\u00e9" }, "q\"": true },
              {"q\"":false,"z":1,"c":[ ],"/p":{ "k" : null }}, {"c":-0.0e-5,"":"x"} ]
            """#
        let trial = try await trial(input, schema: schema)
        let lines = [
            #""a,b",c,"q""","",_extra"#, #""{""x"":[1,2.0],""y"":""\u00e9""}",1.50,true,,"#,
            #",[],false,,"{""z"":1,""/~1p"":{""k"":null}}""#, ",-0.0e-5,,x,",
        ]
        #expect(trial.text == lines.map { $0 + "\n" }.joined())
    }

    @Test("cleaned values are written in their new form, and a value equal to the text for null is quoted")
    func cleaningAndNull() async throws {
        let schema = #"""
            {"properties":{"s":{"x-clean":["trim"]},"d":{"x-clean":[{"default":"a,b"}]},"n":{}},"additionalProperties":false}
            """#
        let input = #"[{"s":" NA\u0020","n":7},{"s":"","d":"x","n":null},{"n":"NAN"},{"d":"NA"}]"#
        let trial = try await trial(input, schema: schema) { $0.csvNull = "NA" }
        #expect(trial.text == "s,d,n\n\"NA\",\"a,b\",7\n\"\",x,NA\nNA,\"a,b\",NAN\nNA,\"NA\",NA\n")
    }

    @Test("each part begins with the names, and the parts are the same however the input is cut")
    func parts() async throws {
        let records = (0..<40).map { #"{"n":\#($0),"s":"\#(String(repeating: "x", count: $0 % 7)),","e":\#($0 % 3)}"# }
        var first: [[UInt8]]?
        for (chunkSize, jobs) in [(1, 1), (50, 2), (333, 4), (1 << 20, 2)] {
            let trial = try await trial(PipelineFixtures.pretty(records), schema: Self.text) { options in
                options.smallPartSize = 90
                options.chunkSize = chunkSize
                options.jobs = jobs
            }
            #expect(trial.parts == first ?? trial.parts)
            first = trial.parts
            #expect(trial.parts.count > 5)
            #expect(trial.parts.allSatisfy { $0.starts(with: "n,s,_extra\n".utf8) })
            #expect(trial.report?.parts.map(\.bytes) == trial.parts.map(\.count))
            #expect(try trial.manifest.parts.map(\.records).reduce(0, +) == 40)
            #expect(try trial.manifest.parts.map(\.crc32c) == trial.parts.map { Kernel.crc32c($0).hexDigits })
        }
    }

    @Test("an input without records publishes one part with only the names")
    func noRecords() async throws {
        let trial = try await trial("[]", schema: Self.text)
        #expect(trial.parts.first == Array("n,s,_extra\n".utf8))
        #expect(trial.report?.parts.map(\.records) == [0])
    }

    @Test(
        "what could not be read back is refused before anything is read",
        arguments: [
            (Self.text, "a\"b", "may not contain a comma"), (Self.text, "\n", "may not contain a comma"),
            (#"{"properties":{"_Extra":{}}}"#, "", "is taken"), ("{}", "", "names no fields"),
        ]
    )
    func refusals(schema: String, nullText: String, message: String) async throws {
        let trial = try await trial("[]", schema: schema) { $0.csvNull = nullText }
        #expect(trial.error?.kind == .usage)
        #expect(trial.error?.message.contains(message) == true)
    }

    @Test("all fields that have the name of the last column are refused at once, with their places")
    func extraNames() async throws {
        let trial = try await trial("[]", schema: #"{"properties":{"a":{},"_extra":{},"_Extra":{}}}"#)
        let error = try #require(trial.error?.schemaError)
        #expect(error.all.map(\.pointer) == ["/properties/_extra", "/properties/_Extra"])
        #expect(error.message.hasPrefix("s.json:1:23: ") && trial.error?.message == error.message)
        #expect(trial.error?.remedy == .excludeUnknownFields)
    }

    @Test("in a single column a null has a text")
    func singleColumn() async throws {
        let schema = #"{"properties":{"v":{"type":["string","null"]}},"additionalProperties":false}"#
        let refused = try await trial("{}", schema: schema)
        #expect(refused.error?.message.contains("an empty line") == true)
        let named = try await trial(#"{} {"v":""} {"v":"-"}"#, schema: schema) { $0.csvNull = "-" }
        #expect(named.text == "v\n-\n\"\"\n\"-\"\n")
        let required = #"{"properties":{"v":{"type":"string"}},"required":["v"],"additionalProperties":false}"#
        #expect(try await trial(#"{"v":""}"#, schema: required).text == "v\n\"\"\n")
    }

    @Test(
        "Python's csv, pyarrow and DuckDB find every value as it was",
        arguments: [("", CSVLineEnd.lf), ("NULL", .crlf), (#"\N"#, .lf)]
    )
    func readers(nullText: String, lineEnd: CSVLineEnd) async throws {
        let input = Self.randomRecords(3_000)
        let trial = try await trial(input, schema: #"{"properties":{"id":{},"s":{},"any":{},"last":{}}}"#) {
            $0.csvNull = nullText
            $0.csvLineEnd = lineEnd
            $0.partSize = 40_000
            $0.chunkSize = 10_000
        }
        #expect(trial.parts.count > 2)
        let job =
            #"{"directory":"\#(trial.directory.path("out"))","input":"\#(trial.directory.path("input.json"))","#
            + #""fields":["id","s","any","last"],"null":"\#(nullText.replacing("\\", with: "\\\\"))","#
            + #""lineEnd":"\#(lineEnd)","keepsExtra":true}"#
        let lines = try PythonReference.lines(fixture: "csv_readers.py", input: job)
        #expect(lines.prefix(20) == [])
    }

    private static func randomRecords(_ count: Int) -> String {
        var random = SplitMix64(seed: 5)
        func pick(_ range: Int) -> Int { Int(random.next() % UInt64(range)) }
        let pieces = [
            "a", ",", #"\""#, #"\n"#, #"\r\n"#, " ", "é", #"\ud83d\ude00"#, "NULL", #"\\N"#, "'", ";", #"\t"#,
        ]
        func text() -> String { "\"" + (0..<pick(5)).map { _ in pieces[pick(pieces.count)] }.joined() + "\"" }
        func value() -> String {
            switch pick(8) {
            case 0: "null"
            case 1: "[\(pick(9)),\(text())]"
            case 2: #"{"k":\#(text()),"l":[true,null]}"#
            case 3: ["true", "false"][pick(2)]
            case 4: ["1.50", "-0", "1e400", "12345678901234567890", "2.5E-7"][pick(5)]
            default: text()
            }
        }
        return (0..<count).map { number in
            var members = ["\"id\":\(number)"]
            for name in ["s", "any", "last", "x", "y"] where pick(3) > 0 {
                members.append("\"\(name)\":\(name == "s" ? text() : value())")
            }
            return "{" + members.joined(separator: ",") + "}\n"
        }.joined()
    }
}
