import Sluice

/// The report of a run as text for people.
struct TextReport {
    /// The maximum number of rows of a table; the JSON report has them all.
    private static let maximumRows = 20

    private let report: IngestionReport

    init(_ report: IngestionReport) {
        self.report = report
    }

    var text: String {
        [summary, cleaning, errors, parts].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var summary: String {
        var table = TextTable([.left, .left])
        let output = report.output.map { " -> " + TerminalText.escaped($0) } ?? ""
        let outcome = report.status.rawValue + (report.isIncomplete ? " (incomplete)" : "")
        table.append([outcome, TerminalText.escaped(report.input) + output])
        let isPublished = report.status == .completed || report.isIncomplete
        let passed =
            report.output == nil
            ? "valid" : report.isStreamed || isPublished ? "written" : "valid, not published"
        let count = report.isStreamed ? report.recordsWritten : report.recordsAccepted
        table.append([
            "records",
            "\(Quantity.count(report.recordsSeen)) seen, \(Quantity.count(count)) \(passed), "
                + "\(Quantity.count(report.recordsRejected)) rejected",
        ])
        table.append(["input", input])
        table.append([
            "memory",
            "\(Quantity.bytes(Double(report.peakMemoryBytes))) at the peak, \(Quantity.count(report.jobs, "job"))",
        ])
        return table.text
    }

    private var input: String {
        let shape = report.shape.map { " (\($0.rawValue))" } ?? ""
        let count = report.inputs.count > 1 ? "\(Quantity.count(report.inputs.count)) inputs, " : ""
        let end = report.stoppedAt == nil ? "" : ", up to the limit,"
        let size = count + Quantity.bytes(Double(report.bytesRead)) + shape + end
        // A run that found its work done has no speed.
        guard report.resumedBytes == 0 || report.bytesRead > report.resumedBytes else { return size + ", read before" }
        return "\(size) in \(Quantity.seconds(report.seconds)): \(Quantity.bytes(report.bytesPerSecond))/s, "
            + "\(Quantity.rate(report.recordsPerSecond)) records/s"
    }

    private var cleaning: String {
        section("cleaned", ["rule", "values"], [.left, .right], report.cleaning) { entry in
            [place(entry.field), entry.rule, Quantity.count(entry.count)]
        }
    }

    private var errors: String {
        section("errors", ["code", "count", "first"], [.left, .right, .left], report.errors) { entry in
            let first = entry.first
            let record = first.record.map { "record \($0), " } ?? ""
            let file = report.inputs.count > 1 ? "\(entry.input): " : ""
            let position = "\(file)\(record)line \(first.line), column \(first.column)"
            let subject = entry.first.record == nil ? "(between records)" : place(entry.field)
            return [subject, entry.code.rawValue, Quantity.count(entry.count), position]
        }
    }

    private var parts: String {
        section("parts", ["records", "bytes"], [.right, .right], report.parts) { part in
            [part.name, Quantity.count(part.records), Quantity.bytes(Double(part.bytes))]
        }
    }

    private func section<Entry>(
        _ title: String,
        _ columns: [String],
        _ alignments: [TextTable.Alignment],
        _ entries: [Entry],
        _ row: (Entry) -> [String]
    ) -> String {
        guard !entries.isEmpty else { return "" }
        var table = TextTable([.left] + alignments)
        table.append([title] + columns)
        for entry in entries.prefix(Self.maximumRows) {
            let cells = row(entry).map(TerminalText.escaped)
            table.append(["  " + cells[0]] + cells.dropFirst())
        }
        let surplus = entries.count - Self.maximumRows
        return table.text + (surplus > 0 ? "  and \(Quantity.count(surplus)) more\n" : "")
    }

    private func place(_ pointer: String) -> String {
        pointer.isEmpty ? "(the record)" : pointer
    }
}
