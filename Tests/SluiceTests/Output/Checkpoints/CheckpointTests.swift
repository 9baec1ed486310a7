import TestSupport
import Testing

@testable import Sluice

@Suite("A checkpoint's text")
struct CheckpointTests {
    private static func sample() throws -> (Checkpoint, RunBinding) {
        let name = "part-00000-000012ab.ndjson"
        let part = FinishedPart(name: name, records: 7, bytes: 900, crc32c: 0x0000_12AB, input: 1..<880)
        let open = FinishedPart(name: "part-00001.ndjson", records: 2, bytes: 90, crc32c: 0xFFFF_FFFF, input: 900..<980)
        let first = RecordPosition(record: 3, line: 4, column: 5, offset: 600)
        let totals = RunTotals(
            ledger: Ledger(
                recordsSeen: 10,
                recordsWritten: 9,
                recordsRejected: 1,
                strayRuns: 0,
                bytesRead: 1_000,
                bytesOfWritten: 900,
                bytesOfRejected: 50
            ),
            errors: ErrorTally([
                IngestionReport.ErrorSummary(
                    code: .syntax,
                    field: "/a\u{0}\n\"é~0",
                    count: 1,
                    first: first,
                    message: "expected a value, found '\"'"
                )
            ]),
            firstError: Diagnostic(
                exactName: InputName("in\"put"),
                position: first,
                code: .syntax,
                pointer: "/a\u{0}\n\"é~0",
                message: "expected a value, found '\"'",
                excerpt: nil
            ),
            cleaningCounts: [0, 4],
            droppedFields: 2,
            extent: TextExtent(lines: 12, columns: 3)
        )
        let rejects = WrittenFile(bytes: 77, crc32c: 5)
        let mark = InputMark(seam: .element, nextChunk: 1_020, totals: totals, rejects: rejects)
        let checkpoint = Checkpoint(replaces: true, mark: mark, parts: [part], openPart: open)
        let directory = try TemporaryDirectory()
        let path = try directory.write(Array(repeating: 0x20, count: 1_024), to: "input")
        let inputs = try InputList([.file(path)])
        return (checkpoint, RunBinding(inputs: inputs, schema: .items, options: IngestionOptions(), plan: .ndjson))
    }

    @Test("says what the checkpoint says")
    func roundTrip() throws {
        let (checkpoint, binding) = try Self.sample()
        let text = checkpoint.text(binding)
        let node = try #require(Checkpoint.unsealed(text))
        #expect(binding.difference(from: node) == nil)
        let read = try #require(Checkpoint(node, binding))
        #expect(read.text(binding) == text)
    }

    @Test("is not trusted with any bit flipped")
    func everyBit() throws {
        let (checkpoint, binding) = try Self.sample()
        var text = checkpoint.text(binding)
        for bit in 0..<text.count * 8 {
            text[bit / 8] ^= 1 << (bit % 8)
            #expect(Checkpoint.unsealed(text) == nil, "bit \(bit)")
            text[bit / 8] ^= 1 << (bit % 8)
        }
        #expect(Checkpoint.unsealed(text) != nil)
    }

    @Test("is not trusted cut, or with something behind it")
    func everyCut() throws {
        let (checkpoint, binding) = try Self.sample()
        let text = checkpoint.text(binding)
        for length in 0..<text.count { #expect(Checkpoint.unsealed(Array(text[..<length])) == nil, "\(length) bytes") }
        for byte in UInt8.min...UInt8.max { #expect(Checkpoint.unsealed(text + [byte]) == nil) }
        #expect(Checkpoint.unsealed(text + text) == nil)
    }

    @Test(
        "makes no sense with numbers that do not fit together",
        arguments: [
            ("\"records_seen\":10", "\"records_seen\":11"),
            ("\"next_chunk\":1020", "\"next_chunk\":-1"), ("\"records\":2", "\"records\":3"),
            ("\"records\":7", "\"records\":8"),
            ("\"records\":7", "\"records\":-7"), ("\"records\":7", "\"records\":9223372036854775807"),
            ("\"records\":7", "\"records\":1e1"), ("\"bytes\":900", "\"bytes\":\"900\""), ("\"end\":880", "\"end\":0"),
            ("part-00000", "part-0000a"), ("part-00000-000012ab.ndjson", "part-00000./../x"),
            ("\"element\"", "\"broken\""),
            ("\"crc32c\":\"000012ab\"", "\"crc32c\":\"000012AB\""),
            ("\"crc32c\":\"000012ab\"", "\"crc32c\":\"+00012ab\""),
            ("\"lines\":12", "\"lines\":null"), ("\"input_bytes\":1000", "\"input_bytes\":10"),
            ("\"rejects\":{", "\"rejected\":{"), ("\"replaces\":true", "\"replaces\":1"),
        ]
    )
    func nonsense(old: String, new: String) throws {
        let (checkpoint, binding) = try Self.sample()
        let text = String(decoding: checkpoint.text(binding).dropFirst(21), as: UTF8.self)
        try #require(text.contains(old))
        let node = try #require(JSONNode(Array(("{" + text.replacing(old, with: new)).utf8))?["checkpoint"])
        #expect(Checkpoint(node, binding) == nil)
    }
}
