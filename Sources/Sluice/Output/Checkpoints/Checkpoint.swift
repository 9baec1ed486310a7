/// A point from which an interrupted run is continued: the totals of the input up to a seam, and the state of the files
/// at that point.
///
/// ```
/// input    ───────────────────────────seam────────────►     everything before the seam is accounted for
/// parts    part-00000-…  part-00001-…  part-0│0002          whole parts, and the open one up to a synced length
/// rejects  _rejects/part-00000.ndj│son                      up to a synced length
/// ```
///
/// What the files hold beyond those lengths, and files that are not named here, was written later: a continued run
/// removes it and writes it again. A part can be continued in the middle because its bytes are those of its records,
/// one after the other. In Parquet this holds for row groups: the open part ends with one, which may be some records
/// ahead of the seam; these are not written twice.
struct Checkpoint: Sendable {
    /// To be raised with every change of this form, or of the bytes that a run makes of the same input.
    static let version = 6

    /// Whether the run may replace a published one.
    var replaces: Bool
    var mark: InputMark
    var parts: [FinishedPart]
    /// The part that has not been closed, as written so far.
    var openPart: FinishedPart?
    /// The row groups in it, for Parquet.
    var rowGroups: [RowGroupMetadata] = []

    /// How many records after the seam the parts hold; `nil` if the numbers are inconsistent.
    var recordsAhead: Int? {
        var count = -mark.totals.ledger.recordsWritten
        for part in parts + (openPart.map { [$0] } ?? []) {
            let (sum, isOverflowing) = count.addingReportingOverflow(part.records)
            guard !isOverflowing else { return nil }
            count = sum
        }
        return count >= 0 ? count : nil
    }
}

// MARK: Text

/// The form of the file: one JSON object on one line, sealed with a CRC-32C of everything after the checksum.
///
/// ```
/// {"crc32c":"89abcdef","checkpoint":{"version":1,…}}
///                     └── the checksum covers these bytes, including the line feed
/// ```
extension Checkpoint {
    private static let opening = Array(#"{"crc32c":""#.utf8)
    private static let afterDigits = Array(#"","#.utf8)

    /// Returns the file's bytes.
    func text(_ binding: RunBinding) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("checkpoint") { writer in
                writer.member("version", Self.version)
                binding.write(to: &writer)
                write(to: &writer)
            }
        }
        writer.endLine()
        let body = writer.bytes.dropFirst()
        let sum = Array(body).span.crc32c(extending: 0)
        return Self.opening + Array(sum.hexDigits.utf8) + Self.afterDigits + body
    }

    /// Returns the content of a file with an intact seal; `nil` for any other.
    static func unsealed(_ text: [UInt8]) -> JSONNode? {
        let bodyStart = opening.count + 8 + afterDigits.count
        guard text.count > bodyStart, text.starts(with: opening) else { return nil }
        let body = Array(text[bodyStart...])
        let seal = Array(body.span.crc32c(extending: 0).hexDigits.utf8) + afterDigits
        guard text[opening.count..<bodyStart].elementsEqual(seal) else { return nil }
        return JSONNode(text)?["checkpoint"]
    }

    private func write(to writer: inout JSONWriter) {
        writer.member("replaces", replaces)
        mark.write(to: &writer)
        writer.arrayMember("parts") { writer in
            for part in parts { writer.object { Manifest.write(part, to: &$0) } }
        }
        if let openPart { writer.member("open_part") { Manifest.write(openPart, to: &$0) } }
        if !rowGroups.isEmpty { writer.member("row_groups", rowGroups) }
    }
}

// MARK: Reading

extension Checkpoint {
    /// Reads the checkpoint of a run with `binding`; `nil` unless it is complete and consistent.
    init?(_ node: JSONNode, _ binding: RunBinding) {
        guard let replaces = node["replaces"]?.boolean, let mark = InputMark(node),
            let parts = node["parts"]?.list(FinishedPart.init)
        else { return nil }
        self.init(replaces: replaces, mark: mark, parts: parts)
        if let found = node["open_part"] {
            guard let part = FinishedPart(found) else { return nil }
            openPart = part
        }
        if case .parquet(let plan) = binding.plan, let found = node["row_groups"] {
            guard let groups = found.list({ RowGroupMetadata($0, plan) }) else { return nil }
            rowGroups = groups
        }
        guard isConsistent(for: binding) else { return nil }
    }

    private func isConsistent(for binding: RunBinding) -> Bool {
        // A compressed input has more text than bytes: what is beyond its end is found when it is read again.
        guard let recordsAhead, mark.input < binding.inputs.count else { return false }
        guard case .parquet = binding.plan else { return recordsAhead == 0 }
        let grouped = rowGroups.reduce(0) { $0 &+ $1.rowCount }
        return (openPart != nil) == !rowGroups.isEmpty && grouped == openPart?.records ?? 0 && rowGroupsFillPart
    }

    /// Whether the column chunks are contiguous and end where the open part does.
    private var rowGroupsFillPart: Bool {
        guard let openPart else { return true }
        var end = FileMetadata.magic.count
        for chunk in rowGroups.flatMap(\.columns) {
            guard chunk.firstOffset == end else { return false }
            end &+= chunk.compressedSize
        }
        return end == openPart.bytes
    }
}
