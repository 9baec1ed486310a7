import Foundation
import TestSupport
import Testing

@testable import Sluice

/// A small export in the shape of a well-known one.
struct ExportShape: Sendable, CustomTestStringConvertible {
    let name: String
    let pointer: String
    var keyField: String?
    let text: String
    /// The records as they are published in NDJSON.
    let lines: [String]

    var testDescription: String { name }
    var location: RecordLocation? { RecordLocation(pointer, keyField: keyField) }

    static let all: [ExportShape] = [
        ExportShape(
            name: "an audit trail",
            pointer: "/Records",
            text: #"{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"Root"},"resources":[]},"#
                + #"{"eventVersion":"1.09","userIdentity":{"type":"User"},"resources":[{"arn":"x"}]}]}"#,
            lines: [
                #"{"eventVersion":"1.08","userIdentity":{"type":"Root"},"resources":[]}"#,
                #"{"eventVersion":"1.09","userIdentity":{"type":"User"},"resources":[{"arn":"x"}]}"#,
            ]
        ),
        ExportShape(
            name: "results with metadata",
            pointer: "/results",
            text: """
                {
                  "meta": { "disclaimer": "Do not rely on it: {\\"results\\":[]}", "results": { "skip": 0, "total": 2 } },
                  "results": [
                    { "id": "a", "patient": { "age": "63" } },
                    { "id": "b", "patient": { "age": null } }
                  ]
                }
                """,
            lines: [#"{"id":"a","patient":{"age":"63"}}"#, #"{"id":"b","patient":{"age":null}}"#]
        ),
        ExportShape(
            name: "features of a map",
            pointer: "/features",
            text: #"{"type":"FeatureCollection","bbox":[1.5,2,3,4],"features":[{"type":"Feature","id":1,"#
                + #""geometry":{"type":"Point","coordinates":[1.0,2]}},{"type":"Feature","id":2,"geometry":null}],"crs":{}}"#,
            lines: [
                #"{"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[1.0,2]}}"#,
                #"{"type":"Feature","id":2,"geometry":null}"#,
            ]
        ),
        ExportShape(
            name: "a map of users",
            pointer: "/users",
            keyField: "id",
            text:
                #"{"users":{"-Nx1":{"name":"Ada","tags":{"a":true}},"-Nx\u00e9":{"name":"Bo"}},"rooms":{"r1":{"n":1}}}"#,
            lines: [#"{"id":"-Nx1","name":"Ada","tags":{"a":true}}"#, #"{"id":"-Nx\u00e9","name":"Bo"}"#]
        ),
        ExportShape(
            name: "a map that is the document",
            pointer: "",
            keyField: "package",
            text: "{\n \"left\": {\"version\": \"1\"},\n \"right\": {\"version\": \"2\"}\n}\n",
            lines: [#"{"package":"left","version":"1"}"#, #"{"package":"right","version":"2"}"#]
        ),
        ExportShape(
            name: "pages of hits",
            pointer: "/hits/hits",
            text: (0..<5).map { page in
                #"{"_scroll_id":"x\#(page)","took":2,"hits":{"total":{"value":10},"hits":["#
                    + #"{"_id":"\#(page)a","_source":{"n":1}},{"_id":"\#(page)b","_source":{"n":2}}]}}"#
            }.joined(separator: "\n") + "\n",
            lines: (0..<5).flatMap { page in
                [#"{"_id":"\#(page)a","_source":{"n":1}}"#, #"{"_id":"\#(page)b","_source":{"n":2}}"#]
            }
        ),
        ExportShape(
            name: "pretty pages",
            pointer: "/data",
            text: (0..<3).map { page in
                "{\n  \"data\": [\n    { \"id\": \(page) }\n  ],\n  \"next\": \(page == 2 ? "null" : "\"p\"")\n}"
            }.joined(separator: "\n"),
            lines: ["{\"id\":0}", "{\"id\":1}", "{\"id\":2}"]
        ),
        ExportShape(
            name: "several arrays in one document",
            pointer: "/in_network",
            text: #"{"reporting_entity_name":"e","provider_references":[{"id":1},{"id":2}],"#
                + #""in_network":[{"code":"A1","rates":[{"price":1.25}]},{"code":"B2","rates":[]}],"#
                + #""out_of_network":[{"code":"C3","rates":[]}],"version":"1.0.0"}"#,
            lines: [#"{"code":"A1","rates":[{"price":1.25}]}"#, #"{"code":"B2","rates":[]}"#]
        ),
        ExportShape(
            name: "lines of documents, each a record's wrapper",
            pointer: "/doc",
            text: (1...4).map { #"{"seq":\#($0),"doc":{"_id":{"$oid":"5f\#($0)"},"n":{"$numberLong":"\#($0)"}}}"# }
                .joined(separator: "\n"),
            lines: (1...4).map { #"{"_id":{"$oid":"5f\#($0)"},"n":{"$numberLong":"\#($0)"}}"# }
        ),
        ExportShape(
            name: "a takeout",
            pointer: "/Browser History",
            text: #"{"Browser History":[{"title":"a","time_usec":1},{"title":"b","time_usec":2}],"Session":[]}"#,
            lines: [#"{"title":"a","time_usec":1}"#, #"{"title":"b","time_usec":2}"#]
        ),
        ExportShape(
            name: "a page in a list of pages",
            pointer: "/1/items",
            text: #"[{"items":[{"id":1}]},{"items":[{"id":2},{"id":3}]},{"items":[]}]"#,
            lines: [#"{"id":2}"#, #"{"id":3}"#]
        ),
    ]
}

@Suite("Exports whose records are inside documents")
struct ExportShapeTests {
    @Test("give the same lines for every chunk size and number of workers", arguments: ExportShape.all)
    func lines(shape: ExportShape) async throws {
        let location = try #require(shape.location)
        for (chunkSize, jobs) in [(1, 1), (1, 2), (3, 8), (64, 2), (1 << 20, 1), (1 << 20, 2)] {
            let trial = try await IngestionTrial(Array(shape.text.utf8)) { options in
                options.location = location
                options.chunkSize = chunkSize
                options.jobs = jobs
            }
            #expect(trial.error == nil, "\(trial.error?.message ?? "")")
            #expect(trial.text == shape.lines.map { $0 + "\n" }.joined(), "chunks of \(chunkSize), \(jobs) jobs")
            #expect(trial.report?.recordsSeen == shape.lines.count)
        }
    }

    @Test("fit the schema that is inferred, in each format", arguments: ExportShape.all)
    func formats(shape: ExportShape) async throws {
        let location = try #require(shape.location)
        let directory = try TemporaryDirectory()
        try directory.write(Array(shape.text.utf8), to: "export.json")
        let input = InputSource.file(directory.path("export.json"))
        let inferred = try SchemaInference(input: input, location: location).run()
        let schema = try Schema(json: inferred.json(), name: "inferred")
        #expect(inferred.json().contains("\"\(shape.keyField ?? "")\"") == (shape.keyField != nil))
        for format in OutputFormat.allCases {
            let trial = try await IngestionTrial(Array(shape.text.utf8), schema: schema) { options in
                options.location = location
                options.format = format
                options.chunkSize = 16
            }
            #expect(trial.error == nil, "\(format): \(trial.error?.message ?? "")")
            #expect(trial.report?.recordsWritten == shape.lines.count, "\(format)")
            if format == .ndjson { #expect(trial.text == shape.lines.map { $0 + "\n" }.joined()) }
            if format == .csv {
                #expect(trial.text.split(separator: "\n").count == shape.lines.count + 1)
            }
        }
    }

    @Test("are streamed", arguments: ExportShape.all)
    func streams(shape: ExportShape) async throws {
        let directory = try TemporaryDirectory()
        try directory.write(Array(shape.text.utf8), to: "export.json")
        var stream = RecordStream(contentsOf: directory.path("export.json"))
        stream.location = shape.location
        stream.chunkSize = 10
        var names: [[String]] = []
        for try await record in stream {
            names.append(record.fieldNames)
            if let keyField = shape.keyField { #expect(try record.string(keyField).isEmpty == false) }
        }
        let expected = try shape.lines.map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]).keys.sorted()
        }
        #expect(names.map { $0.sorted() } == expected)
    }

    @Test("from which the key field is taken count it as any other field")
    func keyField() async throws {
        let text = #"{"a":{"n":1},"b":{"n":2,"id":"x"},"C c":{"n":3}}"#
        let schema = try Schema(
            json: #"""
                {"type":"object","properties":{"n":{"type":"integer"},
                "id":{"type":"string","x-clean":["trim","uppercase"],"maxLength":1}},"required":["id"]}
                """#,
            name: "test"
        )
        let trial = try await IngestionTrial(Array(text.utf8), schema: schema, quarantine: true) { options in
            options.location = RecordLocation("", keyField: "id")
        }
        #expect(trial.text == "{\"id\":\"A\",\"n\":1}\n")
        #expect(trial.diagnostics.map(\.code.rawValue) == ["duplicate-key", "maxLength"])
        #expect(trial.diagnostics.map(\.position.column) == [25, 35])
        for (policy, output) in [(UnknownFieldPolicy.drop, "{\"n\":1}\n{\"n\":3}\n"), (.reject, "")] {
            let schema = try Schema(json: #"{"type":"object","properties":{"n":{"type":"integer"}}}"#, name: "test")
            let trial = try await IngestionTrial(Array(text.utf8), schema: schema, quarantine: true) { options in
                options.location = RecordLocation("", keyField: "id")
                options.unknownFields = policy
                options.allowsEmpty = true
            }
            #expect(trial.text == output)
        }
    }

    @Test("without the records are said to be: what there is, and where records may be")
    func missing() async throws {
        let none = try await IngestionTrial(Array(#"{"meta":{},"results":[{"id":1},{"id":2}]}"#.utf8)) { options in
            options.location = RecordLocation("/result")
        }
        #expect(none.error?.kind == .input)
        let message = none.error?.message ?? ""
        #expect(message.contains("expected records at /result, found nothing there; there are /meta, /results"))
        #expect(message.contains("/results (2 objects seen)"))
        let some = try await IngestionTrial(Array("{\"r\":[{\"id\":1}]}\n{\"s\":[]}\n".utf8)) { options in
            options.location = RecordLocation("/r")
        }
        #expect(some.error?.kind == .data)
        let tolerated = try await IngestionTrial(
            Array("{\"s\":[]}\n{\"r\":[{\"id\":1}]}\n{\"r\":2}\n".utf8),
            quarantine: true
        ) { $0.location = RecordLocation("/r") }
        #expect(tolerated.error == nil)
        #expect(tolerated.text == "{\"id\":1}\n")
        #expect(try tolerated.rejects.map(\.raw) == ["{\"s\":[]}", "{\"r\":2}"])
        let allBad = try await IngestionTrial(Array("{\"s\":[]}\n{\"r\":2}\n".utf8), quarantine: true) { options in
            options.location = RecordLocation("/r")
        }
        #expect(allBad.error?.kind == .input)
        let null = try await IngestionTrial(Array("{\"r\":null}".utf8)) { $0.location = RecordLocation("/r") }
        #expect(null.error == nil)
        #expect(null.isPublished)
    }

    @Test("at the top level are read as without a location")
    func topLevel() async throws {
        for text in [#"[{"a":1},{"a":2}]"#, "{\"a\":1}\n{\"a\":2}\n", #"[{"a":1}],{"a":2}]"#, "7 {\"a\":1}"] {
            let plain = try await IngestionTrial(Array(text.utf8), quarantine: true)
            let located = try await IngestionTrial(Array(text.utf8), quarantine: true) { options in
                options.location = RecordLocation("")
            }
            #expect(located.text == plain.text)
            #expect(located.outcome.figures == plain.outcome.figures)
            #expect(located.outcome.errors == plain.outcome.errors)
        }
    }

    @Test("that break off are incomplete")
    func breaks() async throws {
        for text in [
            #"{"r":[{"a":1}],"n":"#, #"{"r":[{"a":1}],"n":tru}"#, #"{"r":[{"a":1}],"r":[]}"#, #"{"r":[{"a":1}"#,
        ] {
            let failing = try await IngestionTrial(Array(text.utf8)) { $0.location = RecordLocation("/r") }
            #expect(failing.error?.kind == .input, "\(text)")
            for chunkSize in [1, 5, 1 << 20] {
                let trial = try await IngestionTrial(Array(text.utf8), quarantine: true) { options in
                    options.location = RecordLocation("/r")
                    options.chunkSize = chunkSize
                }
                #expect(trial.error?.kind == .data, "\(text)")
                #expect(trial.error?.report.isIncomplete == true, "\(text)")
                #expect(trial.text == "{\"a\":1}\n", "\(text)")
                #expect(!trial.isPublished)
            }
        }
    }
}
