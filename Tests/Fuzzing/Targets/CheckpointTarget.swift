import Glibc

@testable import Sluice

/// Checkpoints and manifests: any bytes are refused, or taken for exactly what they say; a sealed one that has been
/// damaged is refused.
///
/// Steered by: whether the run writes lines or Parquet; whether the input is a whole file, the sealed part of one, the
/// object in it, damage to a good one, or a manifest.
final class CheckpointTarget: FuzzTarget {
    private let bindings = [binding(.ndjson), binding(.parquet)]
    private var binding: RunBinding
    private let whole: [UInt8]

    init() {
        binding = bindings[0]
        whole = Self.sample.text(binding)
        expect(Checkpoint.unsealed(whole) != nil, "the target's own checkpoint is none")
    }

    func run(_ input: FuzzInput) {
        var input = input
        binding = bindings[input.takeNumber(below: 2)]
        switch input.takeNumber(below: 5) {
        case 0: readFile(input.bytes)
        case 1: readFile(Self.sealed(input.bytes))
        case 2: readFile(Self.sealed(Array(#""checkpoint":"#.utf8) + input.bytes + Array("}\n".utf8)))
        case 3: readDamaged(&input)
        default: readManifest(input.bytes)
        }
    }

    /// A file's bytes with the seal that belongs to them.
    private static func sealed(_ body: [UInt8]) -> [UInt8] {
        let seal = body.span.crc32c(extending: 0).hexDigits
        return Array(#"{"crc32c":""#.utf8) + Array(seal.utf8) + Array("\",".utf8) + body
    }

    private func readFile(_ text: [UInt8]) {
        guard let node = Checkpoint.unsealed(text) else { return }
        if binding.difference(from: node) == nil {
            var writer = JSONWriter()
            writer.object { binding.write(to: &$0) }
            check(writer.bytes, against: node)
        }
        guard let checkpoint = Checkpoint(node, binding) else { return }
        let written = checkpoint.text(binding)
        guard let again = Checkpoint.unsealed(written), let second = Checkpoint(again, binding) else {
            fatalError("what an accepted checkpoint writes is refused")
        }
        expectSame(second.text(binding), written, "a checkpoint and itself read again")
        checkLedger(checkpoint.mark.totals.ledger)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("replaces", checkpoint.replaces)
            writer.member("seam", checkpoint.mark.seam.rawValue)
            writer.member("next_chunk", checkpoint.mark.nextChunk)
            writer.member("ledger") { checkpoint.mark.totals.ledger.write(to: &$0) }
            writer.member("inputs") { checkpoint.mark.totals.inputs.write(to: &$0) }
            writer.member("lines", checkpoint.mark.totals.extent.lines)
            writer.member("errors", checkpoint.mark.totals.errors.summaries)
            writer.arrayMember("parts") { writer in
                for part in checkpoint.parts { writer.object { Manifest.write(part, to: &$0) } }
            }
            if !checkpoint.rowGroups.isEmpty { writer.member("row_groups", checkpoint.rowGroups) }
        }
        check(writer.bytes, against: node)
    }

    /// Four bytes in a row are changed at the most: no such damage escapes the checksum.
    private func readDamaged(_ input: inout FuzzInput) {
        var text = whole
        let start = input.takeNumber(below: text.count)
        for (index, change) in input.bytes.prefix(4).enumerated() where start + index < text.count {
            text[start + index] ^= change
        }
        guard text != whole else { return }
        expect(
            Checkpoint.unsealed(text) == nil,
            "a damaged checkpoint is trusted: \(String(decoding: text, as: UTF8.self))"
        )
    }

    /// What a finished run is told from.
    private func readManifest(_ text: [UInt8]) {
        guard let node = JSONNode(text) else { return }
        _ = binding.difference(from: node)
        if let parts = node["parts"]?.list(FinishedPart.init) {
            var writer = JSONWriter()
            writer.object { writer in
                writer.arrayMember("parts") { writer in
                    for part in parts { writer.object { Manifest.write(part, to: &$0) } }
                }
            }
            check(writer.bytes, against: node)
        }
        if let ledger = node["ledger"].flatMap(Ledger.init) { checkLedger(ledger) }
        if let errors = node["errors"]?.list(IngestionReport.ErrorSummary.init) {
            var writer = JSONWriter()
            writer.object { $0.member("errors", errors) }
            check(writer.bytes, against: node)
        }
        _ = node["cleaning"]?.list(IngestionReport.CleaningSummary.init)
        _ = PublishedManifest(text)
    }

    private func checkLedger(_ ledger: Ledger) {
        expect(ledger.recordsSeen == ledger.recordsWritten + ledger.recordsRejected, "an account that does not balance")
        expect(ledger.bytesRead >= ledger.bytesOfWritten + ledger.bytesOfRejected, "more bytes than were read")
    }

    /// All that has been written from what was read is there in what was read.
    private func check(_ written: [UInt8], against read: JSONNode) {
        guard let node = JSONNode(written) else { fatalError("what is written is no JSON") }
        expect(node.isPart(of: read), "\(read.source) is taken for \(String(decoding: written, as: UTF8.self))")
    }
}

// MARK: A checkpoint of the target's own

extension CheckpointTarget {
    fileprivate static let sample = Checkpoint(
        replaces: true,
        mark: InputMark(
            seam: .element,
            nextChunk: 1_020,
            totals: RunTotals(
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
                        field: "/a\n\"é~0",
                        count: 1,
                        first: RecordPosition(record: 3, line: 4, column: 5, offset: 600),
                        message: "expected a value"
                    )
                ]),
                firstError: nil,
                cleaningCounts: [0, 4],
                droppedFields: 2,
                extent: TextExtent(lines: 12, columns: 3)
            ),
            rejects: WrittenFile(bytes: 77, crc32c: 5)
        ),
        parts: [
            FinishedPart(
                name: "part-00000-000012ab.ndjson",
                records: 7,
                bytes: 900,
                crc32c: 0x0000_12AB,
                input: 1..<880
            )
        ],
        openPart: FinishedPart(name: "part-00001.ndjson", records: 2, bytes: 90, crc32c: 7, input: 900..<980)
    )

    /// A run over an input of many bytes.
    fileprivate static func binding(_ format: OutputFormat) -> RunBinding {
        var options = IngestionOptions()
        options.format = format
        // SAFETY: the stream is open until it is closed below.
        guard let file = unsafe tmpfile() else { fatalError("no temporary file") }
        defer { unsafe fclose(file) }
        let descriptor = unsafe fileno(file)
        ftruncate(descriptor, 1 << 40)
        do {
            let inputs = try InputList([.file("/proc/self/fd/\(descriptor)")])
            let schema = try Schema(json: #"{"properties":{"a":{"type":"integer"}}}"#, name: "schema")
            let plan = try OutputPlan(.directory("out"), schema, options)
            return RunBinding(inputs: inputs, schema: schema, options: options, plan: plan)
        } catch {
            fatalError("\(error)")
        }
    }
}

extension JSONNode {
    /// Whether the other one has all that this one has: the same values, and members of the same names.
    fileprivate func isPart(of other: JSONNode) -> Bool {
        if let elements {
            guard let others = other.elements, others.count == elements.count else { return false }
            return zip(elements, others).allSatisfy { $0.isPart(of: $1) }
        }
        if let string {
            guard let otherString = other.string else { return false }
            return string.utf8.elementsEqual(otherString.utf8)
        }
        guard integer == other.integer, boolean == other.boolean, isNull == other.isNull else { return false }
        // What follows from the other numbers is written for people, and not read.
        return keys.filter { $0 != "bytes_between_records" }.allSatisfy { key in
            guard let mine = self[key], let others = other[key] else { return false }
            return mine.isPart(of: others)
        }
    }
}
