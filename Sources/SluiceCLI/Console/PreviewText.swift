import Sluice

/// The preview of an input as text for people.
struct PreviewText {
    /// The most fields, and the most lines of a record, that are shown; the JSON report has them all.
    private static let maximumFields = 40
    private static let maximumLines = 20

    private let preview: InputPreview
    private let input: InputSource

    init(_ preview: InputPreview, of input: InputSource) {
        self.preview = preview
        self.input = input
    }

    var text: String {
        let parts = [summary, fields, candidates, firstRecords, "next\n  \(command)\n"]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The command that loads the records.
    var command: String {
        let place = preview.location.map { IngestionError.Remedy.location($0.pointer, $0.keyField) + " " } ?? ""
        return "sluice ingest \(ShellWord.quoted(input.name)) \(place)-o out"
    }

    private var summary: String {
        var table = TextTable([.left, .left])
        let files = preview.fileCount > 1 ? ", the first of \(Quantity.count(preview.fileCount)) files" : ""
        table.append(["input", TerminalText.escaped(preview.name) + files])
        let size = preview.bytes.map { Quantity.bytes(Double($0)) } ?? "size unknown"
        let mark = preview.hasByteOrderMark ? " with a byte order mark" : ""
        table.append([
            "form",
            ([size, preview.compression, "UTF-8" + mark, shape] as [String?]).compactMap(\.self).joined(
                separator: ", "
            ),
        ])
        let extent = preview.isWhole ? "all of it" : "the beginning"
        table.append(["read", "\(extent), \(Quantity.bytes(Double(preview.bytesRead))) of text"])
        table.append(["records", records])
        return table.text
    }

    private var shape: String? {
        switch preview.shape {
        case .array: "an array of records"
        case .sequence: "a sequence of documents"
        case .object: "one object"
        case nil: nil
        }
    }

    private var records: String {
        let place =
            preview.location.map { " at \($0.pointer.isEmpty ? "the top level" : TerminalText.escaped($0.pointer))" }
            ?? ""
        let faults = preview.faults > 0 ? ", \(Quantity.count(preview.faults)) invalid" : ""
        guard preview.records > 0 else { return "none\(place)\(faults)" }
        let mean = Quantity.bytes(Double(preview.recordBytes) / Double(preview.records))
        let (least, most) = (Double(preview.smallestRecord), Double(preview.largestRecord))
        return "\(Quantity.count(preview.records)) read\(place)\(faults), of \(Quantity.bytes(least)) to "
            + "\(Quantity.bytes(most)), \(mean) on average"
    }

    private var fields: String {
        guard !preview.fields.isEmpty else { return "" }
        var table = TextTable([.left, .right, .left])
        table.append(["field", "records", "types"])
        for field in preview.fields.prefix(Self.maximumFields) {
            let isMixed = field.types.count > 1
            let types = field.types.map { isMixed ? "\($0.name) ×\(Quantity.count($0.count))" : $0.name }
            table.append([TerminalText.escaped(field.name), Quantity.count(field.count), types.joined(separator: ", ")])
        }
        let more = preview.fields.count - Self.maximumFields
        if more > 0 { table.append(note: "… and \(Quantity.count(more, "more field"))") }
        return table.text
    }

    private var candidates: String {
        guard !preview.candidates.isEmpty else { return "" }
        var table = TextTable([.left, .right])
        table.append(["records may be at", "objects seen"])
        for place in preview.candidates {
            let options = IngestionError.Remedy.location(place.pointer, place.areMembers ? "NAME" : nil)
            table.append([TerminalText.escaped(options), Quantity.count(place.objects)])
        }
        return table.text
    }

    private var firstRecords: String {
        guard !preview.firstRecords.isEmpty else { return "" }
        let records = preview.firstRecords.map { record in
            let lines = record.split(separator: "\n", omittingEmptySubsequences: false)
            let shown = lines.prefix(Self.maximumLines).map { "  " + TerminalText.escaped(String($0)) }
            let more = lines.count > Self.maximumLines ? ["  …"] : []
            return (shown + more).joined(separator: "\n")
        }
        return "first records\n" + records.joined(separator: "\n") + "\n"
    }
}
