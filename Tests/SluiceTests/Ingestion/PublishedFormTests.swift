import Testing

@testable import Sluice

/// Runs whose records are published in another form than they came in.
@Suite("The form of published values")
struct PublishedFormTests {
    private static let schema = #"""
        {"type":"object","properties":{"id":{"type":"integer"},"n":{"type":"number"},
        "p":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}}},
        "l":{"type":"array","items":{"type":"object","properties":{"k":{"type":"integer"}}}}}}
        """#

    /// A run, and what it has warned of.
    private func run(
        _ input: String,
        schema: String = Self.schema,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> (trial: IngestionTrial, warnings: [String]) {
        let trial = try await IngestionTrial(
            Array(input.utf8),
            schema: Schema(text: schema),
            quarantine: true
        ) { options in
            options.allowsEmpty = true
            configure(&options)
        }
        // Directories differ from run to run.
        return (
            trial, trial.warnings.map { String($0[($0.firstRange(of: "input.json")?.lowerBound ?? $0.startIndex)...]) }
        )
    }

    private func changes(_ trial: IngestionTrial) -> [String] {
        (trial.report?.cleaning ?? []).map { "\($0.field) \($0.rule) \($0.count)" }
    }

    private static let spelt = #"""
        {"id":5.0,"n":5.0,"p":{"name":"a","age":1e1},"l":[{"k":1},{"k":2.0}]}
        {"id":5,"n":5,"p":{"name":"b","age":3},"l":[]}
        {"id": 1e3, "p": {"age": -0.0}}
        """#

    @Test("integers are digits alone in NDJSON and CSV at every level; all other values keep their text")
    func integers() async throws {
        let (ndjson, _) = try await run(Self.spelt)
        #expect(
            ndjson.text == #"""
                {"id":5,"n":5.0,"p":{"name":"a","age":10},"l":[{"k":1},{"k":2}]}
                {"id":5,"n":5,"p":{"name":"b","age":3},"l":[]}
                {"id":1000,"p":{"age":0}}

                """#
        )
        let expected = [
            "/id canonical-integer 2", "/p/age canonical-integer 2", "/l/*/k canonical-integer 1",
        ]
        #expect(changes(ndjson) == expected)
        let (csv, _) = try await run(Self.spelt) {
            $0.format = .csv
            $0.unknownFields = .drop
        }
        let lines = [
            "id,n,p,l", #"5,5.0,"{""name"":""a"",""age"":10}","[{""k"":1},{""k"":2}]""#,
            #"5,5,"{""name"":""b"",""age"":3}",[]"#, #"1000,,"{""age"":0}","#,
        ]
        #expect(csv.text.split(whereSeparator: \.isNewline).map(String.init) == lines)
        #expect(changes(csv) == expected)
        // Its columns are integers anyway.
        let (parquet, warnings) = try await run(Self.spelt) { $0.format = .parquet }
        #expect(parquet.report?.recordsWritten == 3)
        #expect(changes(parquet) == [] && warnings == [])
    }

    @Test("the same is written for any number of workers and size of chunks, and by a run that is continued")
    func invariance() async throws {
        let input = String(repeating: Self.spelt + #"{"id":1e30,"n":9007199254740993}"# + "\n", count: 300)
        let whole = try await run(input)
        #expect(whole.warnings.count == 1)
        for (jobs, chunkSize) in [(1, 500), (4, 1_000), (3, 64 << 10)] {
            let other = try await run(input) {
                $0.jobs = jobs
                $0.chunkSize = chunkSize
            }
            #expect(other.trial.outcome == whole.trial.outcome)
            #expect(other.warnings == whole.warnings)
        }
    }

    @Test(
        "an integer beyond 64 bits is left as it is, with one warning for each column",
        arguments: [OutputFormat.ndjson, .csv]
    )
    func largeIntegers(format: OutputFormat) async throws {
        let input = #"""
            {"id":1}
            {"id":18446744073709551615}
            {"id":1e40,"l":[{"k":1},{"k":9.5e99}]}
            """#
        let (trial, warnings) = try await run(input) { $0.format = format }
        #expect(
            trial.text.contains("18446744073709551615") && trial.text.contains("1e40") && trial.text.contains("9.5e99")
        )
        let places = warnings.map { $0.split(separator: ": ").dropFirst().prefix(2).joined(separator: " ") }
        #expect(warnings.count == 2)
        #expect(warnings.first?.contains("input.json:2:7: /id: the number 18446744073709551615, ") == true, "\(places)")
        #expect(warnings.last?.contains("input.json:3:30: /l/*/k: the number 9.5e99, ") == true, "\(places)")
    }

    @Test("a number that a column of doubles rounds gives one warning for each column, and no other number does")
    func roundedNumbers() async throws {
        let schema = #"""
            {"properties":{"a":{"type":"number"},"b":{"type":"array","items":{"type":"number"}},"c":{},"list":{"type":"object",
            "properties":{"element":{"type":["number","null"]}}},"d":{"type":"number","x-parquet":"decimal(38,1)"},
            "e":{"type":"integer"}},"additionalProperties":false}
            """#
        let exact =
            #"{"a":0.1,"b":[1,0.10000000000000001,1e300],"c":9007199254740993,"d":9007199254740993,"e":9007199254740993}"#
        let input = """
            \(exact)
            {"a":9007199254740993,"e":"x"}
            {"a":0.5,"b":[9007199254740992,18446744073709551615]}
            {"a":9007199254740995,"b":[9007199254740993],"list":{"element":90071992547409.93}}
            {"list":{"element":null}}
            """
        let (trial, warnings) = try await run(input, schema: schema) { $0.format = .parquet }
        #expect(trial.report?.recordsWritten == 4)
        let found = warnings.map { String($0.drop { $0 != ":" }.dropFirst().prefix(while: { $0 != "," })) }
        #expect(
            found == [
                "4:6: /a: the number 9007199254740995", "3:32: /b/*: the number 18446744073709551615",
                "4:64: /list/element: the number 90071992547409.93",
            ],
            "\(warnings)"
        )
        let (_, none) = try await run(exact, schema: schema) { $0.format = .parquet }
        #expect(none == [])
        let (_, text) = try await run(input, schema: schema)
        #expect(text == [])
    }

    @Test(
        "members that the schema does not name are dropped at every level, in every format",
        arguments: OutputFormat.allCases
    )
    func drops(format: OutputFormat) async throws {
        let input = #"""
            {"id":1,"p":{"name":"a","ssn":"secret"},"l":[{"z":"secret","k":1},{"k":2}],"x":"secret"}
            {"id":2,"p":{"ssn":{"name":"secret"}}}
            {"id":"bad","p":{"ssn":"secret"}}
            """#
        let schema = Self.schema.replacing(
            "\"n\":{\"type\":\"number\"}",
            with: #""j":{"type":["object","string"],"properties":{}}"#
        )
        let (trial, _) = try await run(input + "\n" + #"{"id":3,"j":{"a":"secret"}}"#, schema: schema) {
            $0.format = format
            $0.unknownFields = .drop
            $0.compression = format == .parquet ? .uncompressed : nil
        }
        #expect(changes(trial) == [" drop 5"])
        #expect(trial.report?.recordsWritten == 3)
        #expect(trial.parts.allSatisfy { $0.firstRange(of: Array("secret".utf8)) == nil })
        #expect(trial.parts.allSatisfy { $0.firstRange(of: Array("_extra".utf8)) == nil })
    }

    @Test("or refused at every level, with the same errors", arguments: OutputFormat.allCases)
    func refusals(format: OutputFormat) async throws {
        let input = #"""
            {"id":1,"p":{"name":"a","ssn":"x"},"l":[{"k":1,"z":{"k":2}}],"x":1}
            {"id":2,"p":{"name":"a"},"l":[{"k":1}]}
            """#
        let (trial, _) = try await run(input) {
            $0.format = format
            $0.unknownFields = .reject
        }
        let found = try trial.rejects.flatMap { $0.errors.map { "\($0.instanceLocation) \($0.code) \($0.column)" } }
        #expect(
            found == [
                "/p/ssn additionalProperties 25", "/l/0/z additionalProperties 48", "/x additionalProperties 62",
            ]
        )
        #expect(trial.report?.recordsWritten == 1)
    }

    @Test(
        "or kept at every level: in Parquet in a column, which is there if any object is open",
        arguments: [true, false]
    )
    func kept(isClosed: Bool) async throws {
        let inner = #"{"type":"object","properties":{"a":{}},"additionalProperties":\#(isClosed ? "false" : "true")}"#
        let schema = #"{"properties":{"v":\#(inner)},"additionalProperties":false}"#
        for policy in UnknownFieldPolicy.allCases {
            let (trial, _) = try await run(#"{"v":{"a":1,"kept":2}}"#, schema: schema) {
                $0.format = .parquet
                $0.compression = .uncompressed
                $0.unknownFields = policy
            }
            #expect(trial.report?.recordsRejected == (isClosed ? 1 : 0))
            #expect(changes(trial) == [])
            let ddl = String(decoding: trial.files["_schema.ddl"] ?? [], as: UTF8.self)
            #expect(ddl.contains("_extra STRING") == !isClosed)
            let text = Array(#"{"/v/kept":2}"#.utf8)
            #expect(trial.parts.contains { $0.firstRange(of: text) != nil } == !isClosed)
        }
    }

    @Test("a run that only checks counts the same changes")
    func validation() async throws {
        let directory = try await run(Self.spelt) { $0.unknownFields = .drop }.trial
        let none = try await IngestionTrial(Array(Self.spelt.utf8), schema: Schema(text: Self.schema), output: .none) {
            $0.unknownFields = .drop
        }
        #expect(changes(none) == changes(directory))
    }
}
