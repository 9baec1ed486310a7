import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Fields and members that no schema names, also where only a program knows whether one does.
///
/// What is to be dropped has the value "secret".
@Suite("Unknown fields in runs")
struct UnknownFieldRunTests {
    struct Case: CustomTestStringConvertible {
        let schema: String
        let record: String
        /// The record without what is dropped.
        let kept: String
        /// What is kept without a column, as the last column of CSV and of Parquet has it.
        var csvExtra: String?
        var parquetExtra: String?

        var testDescription: String { "\(schema) \(record)" }
    }

    private static let object = #""type":"object","properties""#
    private static let branches = #"""
        {"properties":{"id":{"type":"integer"},"o":{"type":"object","properties":{"n":{"type":"integer"}}}},
        "anyOf":[{"properties":{"a":{"type":"integer"}},"required":["a"]},
        {"properties":{"b":{"type":"string"},"o":{"properties":{"p":{}}}},"required":["b"]}]}
        """#
    private static let condition = #"""
        {"properties":{"k":{}},"if":{"properties":{"k":{"const":"x"}},"required":["k"]},
        "then":{"properties":{"p":{}}},"else":{"properties":{"q":{}}}}
        """#
    private static let alternatives = #"""
        "oneOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},
        {"type":"object","properties":{"b":{"type":"integer"}},"required":["b"]}]
        """#

    static let cases: [Case] = [
        // Alternatives of the record.
        Case(
            schema: branches,
            record: #"{"id":1,"a":2,"b":"x","c":"secret"}"#,
            kept: #"{"id":1,"a":2,"b":"x"}"#,
            csvExtra: #"{"a":2,"b":"x"}"#,
            parquetExtra: #"{"a":2,"b":"x"}"#
        ),
        Case(
            schema: branches,
            record: #"{"a":"secret","b":"x","id":1.0,"c":["secret"]}"#,
            kept: #"{"b":"x","id":1}"#,
            csvExtra: #"{"b":"x"}"#,
            parquetExtra: #"{"b":"x"}"#
        ),
        Case(
            schema: branches,
            record: #"{"id":1,"b":"x","o":{"n":2.0,"p":1,"q":"secret"}}"#,
            kept: #"{"id":1,"b":"x","o":{"n":2,"p":1}}"#,
            csvExtra: #"{"b":"x"}"#,
            parquetExtra: #"{"b":"x","/o/p":1}"#
        ),
        Case(
            schema: branches,
            record: #"{"id":1,"a":1,"o":{"n":2.0,"p":"secret"}}"#,
            kept: #"{"id":1,"a":1,"o":{"n":2}}"#,
            csvExtra: #"{"a":1}"#,
            parquetExtra: #"{"a":1}"#
        ),
        // Conditions.
        Case(
            schema: condition,
            record: #"{"k":"x","p":1,"q":"secret"}"#,
            kept: #"{"k":"x","p":1}"#,
            csvExtra: #"{"p":1}"#,
            parquetExtra: #"{"p":1}"#
        ),
        Case(
            schema: condition,
            record: #"{ "k" : "y" , "p" : "secret" , "q" : 2 }"#,
            kept: #"{"k":"y","q":2}"#,
            csvExtra: #"{"q":2}"#,
            parquetExtra: #"{"q":2}"#
        ),
        Case(
            schema: condition,
            record: #"{"p":"secret","k":"y","x":"secret"}"#,
            kept: #"{"k":"y"}"#,
            csvExtra: "",
            parquetExtra: ""
        ),
        Case(
            schema: #"{"properties":{"a":{}},"dependentSchemas":{"a":{"properties":{"b":{}}}}}"#,
            record: #"{"a":1,"b":2}"#,
            kept: #"{"a":1,"b":2}"#,
            csvExtra: #"{"b":2}"#,
            parquetExtra: #"{"b":2}"#
        ),
        Case(
            schema: #"{"properties":{"a":{}},"dependentSchemas":{"a":{"properties":{"b":{}}}}}"#,
            record: #"{"b":"secret"}"#,
            kept: "{}",
            csvExtra: "",
            parquetExtra: ""
        ),
        // A name is not given by what must not match.
        Case(
            schema: #"{"properties":{"a":{}},"not":{"properties":{"b":{"const":1}},"required":["b"]}}"#,
            record: #"{"a":1,"b":"secret"}"#,
            kept: #"{"a":1}"#
        ),
        // Patterns, and what is inside their members.
        Case(
            schema: #"{"properties":{"id":{}},"patternProperties":{"^x-":{\#(object):{"a":{}}}}}"#,
            record: #"{"id":1,"x-1":{"a":1,"b":"secret"},"y":"secret","\u0078-2":{}}"#,
            kept: #"{"id":1,"x-1":{"a":1},"\u0078-2":{}}"#,
            csvExtra: #"{"x-1":{"a":1},"\u0078-2":{}}"#,
            parquetExtra: #"{"x-1":{"a":1},"\u0078-2":{}}"#
        ),
        // Alternatives inside a field.
        Case(
            schema: #"{"properties":{"o":{\#(object):{"k":{"type":"integer"}},\#(alternatives)}}}"#,
            record: #"{"o":{"z":"secret","k":1.0,"a":1,"y":{"k":"secret"}},"w":"secret"}"#,
            kept: #"{"o":{"k":1,"a":1}}"#,
            parquetExtra: #"{"/o/a":1}"#
        ),
        Case(
            schema: #"{"properties":{"l":{"type":"array","items":{\#(object):{"k":{}},\#(alternatives)}}}}"#,
            record: #"{"l":[{"a":1,"b":"secret"},{"x":"secret","b":2},{"k":1,"b":3,"a":"secret"}]}"#,
            kept: #"{"l":[{"a":1},{"b":2},{"k":1,"b":3}]}"#,
            parquetExtra: #"{"/l/0/a":1,"/l/1/b":2,"/l/2/b":3}"#
        ),
        Case(
            schema:
                #"{"properties":{"o":{"anyOf":[{\#(object):{"a":{"const":1}},"required":["a"]},{\#(object):{"b":{}}}]}}}"#,
            record: #"{"o":{"a":1,"b":2,"c":"secret"}}"#,
            kept: #"{"o":{"a":1,"b":2}}"#
        ),
        // Several schemas of one field name its members together.
        Case(
            schema: #"""
                {"allOf":[{"properties":{"o":{"properties":{"x":{"type":"integer"}}}}},
                {"properties":{"o":{"type":"object",\#(alternatives)}}}]}
                """#,
            record: #"{"o":{"x":1,"a":2,"w":"secret"},"v":"secret"}"#,
            kept: #"{"o":{"x":1,"a":2}}"#,
            parquetExtra: #"{"/o/a":2}"#
        ),
        Case(
            schema: #"{"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}"#,
            record: #"{"a":1,"b":2,"c":"secret"}"#,
            kept: #"{"a":1,"b":2}"#
        ),
        // A name may be given by a list of those that must occur.
        Case(
            schema: #"{"properties":{"a":{}},"required":["r"],"anyOf":[{"required":["a"]},{"required":["s"]}]}"#,
            record: #"{"r":1,"s":2,"t":"secret"}"#,
            kept: #"{"r":1,"s":2}"#,
            csvExtra: #"{"s":2}"#,
            parquetExtra: #"{"s":2}"#
        ),
        // `additionalProperties` names all, wherever it is.
        Case(
            schema: #"{"properties":{"a":{}},"additionalProperties":true,"anyOf":[{},{"properties":{"b":{}}}]}"#,
            record: #"{"a":1,"q":2}"#,
            kept: #"{"a":1,"q":2}"#,
            csvExtra: #"{"q":2}"#,
            parquetExtra: #"{"q":2}"#
        ),
        Case(
            schema: #"{"allOf":[{"properties":{"a":{}}},{"additionalProperties":{"type":"integer"}}]}"#,
            record: #"{"a":1,"q":2}"#,
            kept: #"{"a":1,"q":2}"#,
            csvExtra: #"{"q":2}"#,
            parquetExtra: #"{"q":2}"#
        ),
        Case(
            schema: #"{"properties":{"a":{}},"unevaluatedProperties":{"type":"integer"}}"#,
            record: #"{"a":1,"q":2}"#,
            kept: #"{"a":1,"q":2}"#,
            csvExtra: #"{"q":2}"#,
            parquetExtra: #"{"q":2}"#
        ),
        Case(
            schema: #"{"properties":{"id":{}},"additionalProperties":{\#(object):{"a":{}}}}"#,
            record: #"{"id":1,"e":{"a":1,"b":"secret"},"f":{ }}"#,
            kept: #"{"id":1,"e":{"a":1},"f":{}}"#,
            csvExtra: #"{"e":{"a":1},"f":{}}"#,
            parquetExtra: #"{"e":{"a":1},"f":{}}"#
        ),
        Case(
            schema: #"{"properties":{"id":{}},"additionalProperties":{"type":"array","items":{\#(alternatives)}}}"#,
            record: #"{"e":[{"a":1,"b":"secret"},{"b":2}],"id":1}"#,
            kept: #"{"e":[{"a":1},{"b":2}],"id":1}"#,
            csvExtra: #"{"e":[{"a":1},{"b":2}]}"#,
            parquetExtra: #"{"e":[{"a":1},{"b":2}]}"#
        ),
        // Maps.
        Case(
            schema:
                #"{"properties":{"m":{"type":"object","additionalProperties":{\#(object):{"x":{"type":"integer"}}}}}}"#,
            record: #"{"m":{"p":{"x":1.0,"y":"secret"},"q":{"z":"secret"}}}"#,
            kept: #"{"m":{"p":{"x":1},"q":{}}}"#
        ),
        Case(
            schema:
                #"{"properties":{"m":{"type":"object","patternProperties":{"^":{\#(object):{"x":{"type":"integer"}}}},"additionalProperties":false}}}"#,
            record: #"{"m":{"p":{"y":"secret","x":1.0}}}"#,
            kept: #"{"m":{"p":{"x":1}}}"#,
            parquetExtra: ""
        ),
        // Recursion.
        Case(
            schema:
                ##"{"properties":{"n":{"$ref":"#/$defs/N"}},"$defs":{"N":{\##(object):{"v":{},"next":{"$ref":"#/$defs/N"}}}}}"##,
            record: #"{"n":{"v":1,"x":"secret","next":{"y":"secret","next":{"v":2,"z":["secret"]}}}}"#,
            kept: #"{"n":{"v":1,"next":{"next":{"v":2}}}}"#
        ),
        Case(
            schema: ##"{"properties":{"v":{},"child":{"$ref":"#"}}}"##,
            record: #"{"v":1,"child":{"v":2,"x":"secret","child":{"y":"secret"}},"z":"secret"}"#,
            kept: #"{"v":1,"child":{"v":2,"child":{}}}"#
        ),
        // Items, by what else is said of some of them.
        Case(
            schema: #"""
                {"properties":{"l":{"type":"array","items":{\#(object):{"a":{}}},
                "contains":{\#(object):{"b":{"const":1}},"required":["b"]}}}}
                """#,
            record: #"{"l":[{"a":1,"b":1,"c":"secret"},{"a":1,"b":"secret"}]}"#,
            kept: #"{"l":[{"a":1,"b":1},{"a":1}]}"#,
            parquetExtra: #"{"/l/0/b":1}"#
        ),
        Case(
            schema:
                #"{"properties":{"t":{"type":"array","prefixItems":[{\#(object):{"a":{}}}],"items":{\#(object):{"b":{}}}}}}"#,
            record: #"{"t":[{"a":1,"b":"secret"},{"a":"secret","b":1}]}"#,
            kept: #"{"t":[{"a":1},{"b":1}]}"#
        ),
    ]

    private func run(
        _ input: String,
        _ schema: String,
        _ format: OutputFormat,
        _ policy: UnknownFieldPolicy
    ) async throws -> IngestionTrial {
        let trial = try await IngestionTrial(Array(input.utf8), schema: Schema(text: schema), quarantine: true) {
            $0.format = format
            $0.unknownFields = policy
            $0.allowsEmpty = true
            if format == .csv { $0.csvNull = "-" }
        }
        #expect(trial.error == nil, "\(schema): \(String(describing: trial.error))")
        return trial
    }

    /// The number of members that are dropped.
    private static func dropCount(_ item: Case) throws -> Int {
        try item.record.matches(of: Regex(#":\s*\[?(\{"k":)?"secret""#)).count
    }

    @Test("are dropped from NDJSON, and counted", arguments: cases)
    func ndjson(item: Case) async throws {
        let trial = try await run(item.record, item.schema, .ndjson, .drop)
        #expect(trial.text == item.kept + "\n")
        let count = try Self.dropCount(item)
        let found = trial.report?.cleaning.first { $0.rule == "drop" }?.count ?? 0
        #expect(found == count)
        // Two records in a row, the second of which is left as it is.
        let twice = try await run(item.record + "\n" + item.kept, item.schema, .ndjson, .drop)
        #expect(twice.text == item.kept + "\n" + item.kept + "\n")
        let kept = try await run(item.record, item.schema, .ndjson, .keep)
        #expect(kept.text.matches(of: /secret/).count == count)
    }

    @Test("are dropped from CSV, and from the column of those that are kept", arguments: cases)
    func csv(item: Case) async throws {
        let trial = try await run(item.record, item.schema, .csv, .drop)
        #expect(!trial.text.contains("secret"))
        let lines = trial.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasSuffix("_extra") == (item.csvExtra != nil))
        guard let extra = item.csvExtra else { return }
        let field = extra.isEmpty ? "-" : "\"" + extra.replacing("\"", with: "\"\"") + "\""
        #expect(lines[1].hasSuffix("," + field) && (!extra.isEmpty || !lines[1].contains("{\"")))
    }

    @Test("are dropped from Parquet, and from the column of those that are kept")
    func parquet() async throws {
        var trials: [IngestionTrial] = []
        for item in Self.cases { trials.append(try await run(item.record, item.schema, .parquet, .drop)) }
        let script = """
            import glob, json, sys, pyarrow.parquet
            for directory in sys.stdin.read().split():
                row = pyarrow.parquet.read_table(glob.glob(directory + "/part-*.parquet")[0]).to_pylist()[0]
                print(json.dumps(row).count("secret"), row["_extra"] or "" if "_extra" in row else "none")
            """
        let directories = trials.map { $0.directory.path("out") }.joined(separator: "\n")
        let found = try PythonReference.lines(script, input: directories)
        try #require(found.count == Self.cases.count)
        for (item, line) in zip(Self.cases, found) {
            #expect(line == "0 " + (item.parquetExtra ?? "none"), "\(item.testDescription)")
        }
        for (item, trial) in zip(Self.cases, trials) {
            let count = trial.report?.cleaning.first { $0.rule == "drop" }?.count ?? 0
            #expect(try count == Self.dropCount(item), "\(item.testDescription)")
        }
    }

    @Test("are refused, each with its place", arguments: cases)
    func refusals(item: Case) async throws {
        let checked = CheckedRecords(item.record, schema: try Schema(text: item.schema), unknownFields: .reject)
        let codes = Set(checked.violations[0].map(\.code.rawValue))
        let count = try Self.dropCount(item)
        #expect(codes == (count > 0 ? ["additionalProperties"] : []))
        #expect(checked.violations[0].count == count)
        for violation in checked.violations[0] {
            let text = Array(item.record.utf8)[violation.offset..<violation.offset + violation.length]
            // Each points at a key, and the value follows.
            #expect(text.first == UInt8(ascii: "\"") && text.last == UInt8(ascii: "\""))
            let rest = String(
                decoding: Array(item.record.utf8)[(violation.offset + violation.length)...],
                as: UTF8.self
            )
            #expect(try rest.prefixMatch(of: Regex(#"\s*:\s*(\[|\{"k":)?"secret""#)) != nil, "\(rest)")
        }
        let accepted = CheckedRecords(item.kept, schema: try Schema(text: item.schema), unknownFields: .reject)
        #expect(accepted.summary == [])
    }

    @Test(
        "a record that is rejected drops nothing, and rows before and after it are as they were",
        arguments: OutputFormat.allCases
    )
    func rejectedRecords(format: OutputFormat) async throws {
        let input = """
            {"id":1,"a":1,"x":"secret"}
            {"id":"bad","a":1,"x":"secret"}
            {"id":3,"a":"bad","x":"secret"}
            {"id":4,"b":"t","o":{"n":1,"p":2,"q":"secret"},"x":"secret"}

            """
        let trial = try await run(input, Self.branches, format, .drop)
        #expect(trial.report?.recordsRejected == 2)
        #expect(trial.report?.cleaning.first { $0.rule == "drop" }?.count == 3)
        if format == .ndjson {
            #expect(trial.text == #"{"id":1,"a":1}"# + "\n" + #"{"id":4,"b":"t","o":{"n":1,"p":2}}"# + "\n")
        }
    }

    @Test("the same records come out for any number of workers and size of chunks", arguments: OutputFormat.allCases)
    func invariance(format: OutputFormat) async throws {
        let lines = (0..<500).map { number in
            [
                #"{"id":\#(number),"a":1,"x":"secret"}"#, #"{"id":\#(number),"b":"t","o":{"n":1.0,"q":"secret"}}"#,
                #"{"a":"bad"}"#, #"{"id": \#(number), "a": 2, "b": "t", "o": {"p": 1}}"#,
            ][number % 4]
        }
        let input = lines.joined(separator: "\n") + "\n"
        var texts: Set<String> = []
        for (jobs, chunkSize) in [(1, 1 << 20), (2, 700), (3, 5_000)] where format != .parquet || chunkSize == 1 << 20 {
            let trial = try await IngestionTrial(
                Array(input.utf8),
                schema: Schema(text: Self.branches),
                quarantine: true
            ) {
                $0.format = format
                $0.unknownFields = .drop
                $0.jobs = jobs
                $0.chunkSize = chunkSize
            }
            #expect(trial.report?.cleaning.first { $0.rule == "drop" }?.count == 250)
            texts.insert(trial.text)
            #expect(format == .parquet || !trial.text.contains("secret"))
        }
        #expect(texts.count == 1)
    }
}
