import Testing

@testable import Sluice

@Suite("The evidence in a schema")
struct SchemaEvidenceTests {
    @Test(
        "is not published; everything else is, byte for byte",
        arguments: [
            (#"{"type":"object"}"#, nil), (#" { "x-evidence" : {"a":[1]} } "#, " {} "),
            (#"{"x-evidence":1,"type":"object"}"#, #"{"type":"object"}"#),
            (#"{"type":"object", "x-evidence":1}"#, #"{"type":"object"}"#),
            (#"{"type":"object","x-evidence":{},"properties":{"a":{}}}"#, #"{"type":"object","properties":{"a":{}}}"#),
            (
                #"{"properties":{"a":{"type":"array","items":{"type":"integer","x-evidence":7},"x-evidence":"}"}}}"#,
                #"{"properties":{"a":{"type":"array","items":{"type":"integer"}}}}"#
            ),
            (#"{"$defs":{"a":{"x-evidence":1}},"x-evidence":2}"#, #"{"$defs":{"a":{}}}"#),
            (#"{"x\u002devidence":1}"#, "{}"),
            // Names and values of records are not keywords.
            (#"{"properties":{"x-evidence":{"type":"integer"}}}"#, nil),
            (#"{"properties":{"a":{"enum":[{"x-evidence":1}],"default":{"x-evidence":1}}}}"#, nil),
            (
                "\u{FEFF}{\r\n  \"type\": \"object\",\r\n  \"x-evidence\": {\r\n    \"records\": 1\r\n  }\r\n}\r\n",
                "\u{FEFF}{\r\n  \"type\": \"object\"\r\n}\r\n"
            ),
        ] as [(String, String?)]
    )
    func removal(text: String, expected: String?) throws {
        let published = try Schema(text: text).publishedText
        #expect(String(decoding: published, as: UTF8.self) == expected ?? text)
        #expect(published.count == (expected ?? text).utf8.count)
    }

    @Test("is not published by runs either", arguments: OutputFormat.allCases)
    func runs(format: OutputFormat) async throws {
        let text = #"{"properties":{"a":{"type":"integer","x-evidence":{"count":1}}},"x-evidence":{"records":1}}"#
        let trial = try await IngestionTrial(Array(#"{"a":1}"#.utf8), schema: Schema(text: text)) { $0.format = format }
        let published = String(decoding: trial.files["_schema.json"] ?? [], as: UTF8.self)
        #expect(published == #"{"properties":{"a":{"type":"integer"}}}"#)
    }
}
