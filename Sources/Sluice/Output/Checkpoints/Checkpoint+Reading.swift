extension Checkpoint {
    /// Reads what a run has written by `binding`; `nil` unless it is all there, and is consistent.
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
        guard let recordsAhead, mark.totals.ledger.bytesRead <= binding.identity.size,
            mark.nextChunk <= binding.identity.size
        else { return false }
        guard case .parquet = binding.plan else { return recordsAhead == 0 }
        let grouped = rowGroups.reduce(0) { $0 &+ $1.rowCount }
        return (openPart != nil) == !rowGroups.isEmpty && grouped == openPart?.records ?? 0 && rowGroupsFillPart
    }

    /// Whether the column chunks are one after the other and end where the open part does.
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

extension InputMark {
    fileprivate init?(_ node: JSONNode) {
        guard let seam = node["seam"]?.string.flatMap(ResumableSeam.init(rawValue:)),
            let nextChunk = node["next_chunk"]?.count,
            let ledger = node["ledger"].flatMap(Ledger.init),
            let lines = node["lines"]?.count, let columns = node["columns"]?.count,
            let errors = node["errors"]?.list(IngestionReport.ErrorSummary.init),
            let cleaningCounts = node["cleaning_counts"]?.list(\.count),
            let droppedFields = node["dropped_fields"]?.count
        else { return nil }
        let totals = RunTotals(
            ledger: ledger,
            errors: ErrorTally(errors),
            cleaningCounts: cleaningCounts,
            droppedFields: droppedFields,
            extent: TextExtent(lines: lines, columns: columns)
        )
        self.init(seam: seam, nextChunk: nextChunk, totals: totals)
        if let found = node["rejects"] {
            guard let file = WrittenFile(found) else { return nil }
            rejects = file
        }
        guard (rejects != nil) == (ledger.rejectLines > 0) else { return nil }
    }
}

extension Ledger {
    /// Reads an account that balances; earlier versions did not count stray runs.
    init?(_ node: JSONNode) {
        guard let seen = node["records_seen"]?.count, let written = node["records_written"]?.count,
            let rejected = node["records_rejected"]?.count, let strayRuns = node["stray_runs"].map(\.count) ?? 0,
            let bytes = node["input_bytes"]?.count,
            let bytesOfWritten = node["record_bytes_written"]?.count,
            let bytesOfRejected = node["record_bytes_rejected"]?.count,
            seen - written == rejected, bytes - bytesOfWritten - bytesOfRejected >= 0
        else { return nil }
        self.init(
            recordsSeen: seen,
            recordsWritten: written,
            recordsRejected: rejected,
            strayRuns: strayRuns,
            bytesRead: bytes,
            bytesOfWritten: bytesOfWritten,
            bytesOfRejected: bytesOfRejected
        )
    }
}

extension FinishedPart {
    init?(_ node: JSONNode) {
        guard let name = node["name"]?.string, PartName.isPart(name), !name.utf8.contains(UInt8(ascii: "/")),
            let records = node["records"]?.count, let file = WrittenFile(node),
            let start = node["input"]?["start"]?.count, let end = node["input"]?["end"]?.count, start <= end
        else { return nil }
        self.init(name: name, records: records, bytes: file.bytes, crc32c: file.crc32c, input: start..<end)
        columns = node["columns"].map { Array($0.source.utf8) }
    }
}

extension WrittenFile {
    init?(_ node: JSONNode) {
        guard let bytes = node["bytes"]?.count, let digits = node["crc32c"]?.string,
            let crc32c = UInt32(digits, radix: 16), crc32c.hexDigits == digits
        else { return nil }
        self.init(bytes: bytes, crc32c: crc32c)
    }
}

extension IngestionReport.ErrorSummary {
    init?(_ node: JSONNode) {
        guard let code = node["code"]?.string, let field = node["field"]?.string, let count = node["count"]?.count,
            let first = node["first"], let record = first["record"], let line = first["line"]?.count,
            let column = first["column"]?.count, let offset = first["offset"]?.count
        else { return nil }
        guard record.isNull || record.count != nil else { return nil }
        let position = RecordPosition(record: record.count, line: line, column: column, offset: offset)
        self.init(code: ErrorCode(rawValue: code), field: field, count: count, first: position)
    }
}

extension IngestionReport.CleaningSummary {
    init?(_ node: JSONNode) {
        guard let field = node["field"]?.string, let rule = node["rule"]?.string, let count = node["count"]?.count
        else { return nil }
        self.init(field: field, rule: rule, count: count)
    }
}

extension JSONNode {
    /// A number of things: an integer from 0 to far more than there can be, so that sums of a few do not overflow.
    var count: Int? { integer.flatMap { (0...1 << 60).contains($0) ? $0 : nil } }

    /// Returns the elements of an array; `nil` if one of them is not what it should be.
    func list<Element>(_ read: (JSONNode) -> Element?) -> [Element]? {
        guard let elements else { return nil }
        var list: [Element] = []
        for element in elements {
            guard let value = read(element) else { return nil }
            list.append(value)
        }
        return list
    }
}
