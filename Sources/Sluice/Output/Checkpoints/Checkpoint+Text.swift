/// The form of the file: one JSON object on one line, sealed with a CRC-32C of all that follows it.
///
/// ```
/// {"crc32c":"89abcdef","checkpoint":{"version":1,…}}
///                     └── the checksum is that of these bytes, the line feed included
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

    /// Returns what a file says whose seal is whole; `nil` for any other.
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

extension InputMark {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("seam", seam.rawValue)
        writer.member("next_chunk", nextChunk)
        writer.member("ledger") { totals.ledger.write(to: &$0) }
        writer.member("lines", totals.extent.lines)
        writer.member("columns", totals.extent.columns)
        writer.member("errors", totals.errors.summaries)
        writer.member("cleaning_counts", totals.cleaningCounts)
        writer.member("dropped_fields", totals.droppedFields)
        if let rejects { writer.member("rejects") { rejects.write(to: &$0) } }
    }
}
