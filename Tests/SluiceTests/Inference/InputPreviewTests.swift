import Testing

@testable import Sluice

@Suite("The preview of an input")
struct InputPreviewTests {
    private static func preview(_ text: String, at location: RecordLocation? = nil) throws -> InputPreview {
        try InputPreview(of: .bytes(Array(text.utf8), name: "export.json"), at: location)
    }

    @Test("has the fields with their types, the sizes and the first records")
    func fields() throws {
        let preview = try Self.preview(#"[{"a":1,"b":null},{"a":2.5,"b":"x"},{"a":3,"c":[{"d":1}]},7]"#)
        #expect(preview.shape == .array && preview.isWhole && preview.location == nil)
        #expect(preview.records == 3 && preview.faults == 1)
        #expect(preview.fields.map(\.name) == ["a", "b", "c"])
        #expect(preview.fields.map(\.count) == [3, 2, 1])
        #expect(preview.fields[0].types.map { "\($0.name) \($0.count)" } == ["integer 2", "number 1"])
        #expect((preview.smallestRecord, preview.largestRecord, preview.recordBytes) == (16, 21, 54))
        #expect(preview.firstRecords == ["{\n  \"a\": 1,\n  \"b\": null\n}", "{\n  \"a\": 2.5,\n  \"b\": \"x\"\n}"])
        #expect(preview.candidates.isEmpty)
    }

    @Test("reads records inside a single document, and lists where they may be")
    func candidates() throws {
        let text = #"{"meta":{"n":3},"items":[{"id":1},{"id":2},{"id":3}],"users":{"x":{"n":1},"y":{"n":2}}}"#
        let preview = try Self.preview(text)
        #expect(preview.location == RecordLocation("/items"))
        #expect(preview.records == 3)
        let found = preview.candidates.map { "\($0.pointer) \($0.objects) \($0.areMembers)" }
        #expect(found == ["/items 3 false", "/users 2 true"])
        let members = try Self.preview(text, at: RecordLocation("/users", keyField: "name"))
        #expect(members.fields.map(\.name) == ["name", "n"])
        #expect(members.records == 2)
    }

    @Test("of a long input says that it has read the beginning, and not that the input is cut off")
    func beginning() throws {
        let record = #"{"id":1,"text":""# + String(repeating: "x", count: 500) + "\"}"
        let wrapped = "{\"Records\":[" + Array(repeating: record, count: 10_000).joined(separator: ",") + "]}"
        for text in [wrapped, String(wrapped.dropFirst(11).dropLast())] {
            let preview = try Self.preview(text)
            #expect(!preview.isWhole)
            #expect(preview.records == 1_000 && preview.faults == 0)
            #expect(preview.bytesRead == 4 << 20)
        }
        #expect(try Self.preview(wrapped).location == RecordLocation("/Records"))
    }

    @Test("of what is no JSON is an error with its place")
    func foreign() throws {
        let error = #expect(throws: IngestionError.self) { try Self.preview("id,name\n1,a\n") }
        #expect(error?.kind == .input)
        #expect(error?.diagnostic?.position.line == 1)
    }
}
