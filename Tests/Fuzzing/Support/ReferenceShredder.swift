@testable import Sluice

/// Takes records apart into columns by recursion, the slow and obvious way.
struct ReferenceShredder {
    let schema: ParquetSchema
    /// For each column its values and their absences.
    private(set) var columns: [[PageReader.Entry]]

    init(_ schema: ParquetSchema) {
        self.schema = schema
        columns = schema.columns.map { _ in [] }
    }

    /// Adds an accepted record.
    mutating func add(_ row: Int, of batch: borrowing RecordBatch) {
        for field in 0..<batch.fields.count {
            let slot = batch[field, row]
            let text = slot.kind == .missing ? nil : Array(copying: batch.text(of: slot))
            add(text, schema.fields[field], repetition: 0)
        }
    }

    private mutating func add(_ text: [UInt8]?, _ index: Int, repetition: UInt8) {
        let node = schema.nodes[index]
        guard let text, text != Array("null".utf8) else {
            return addAbsence(in: node.columns, repetition, node.absenceLevel)
        }
        switch node.content {
        case .value(let column):
            append(value(text, schema.columns[column].type), column, repetition, node.definitionLevel)
        case .group(let names, let members):
            let record = ReferenceRecord(text)
            for (number, member) in members.enumerated() {
                let name = Array(copying: names.name(of: number))
                add(record?.members.first { $0.key == name }?.text, member, repetition: repetition)
            }
        case .list(let item):
            // The items are the members of an object without its keys.
            let items = ReferenceRecord.items(of: text)
            guard !items.isEmpty else { return addAbsence(in: node.columns, repetition, node.definitionLevel) }
            for (number, text) in items.enumerated() {
                add(text, item, repetition: number == 0 ? repetition : node.repetitionLevel)
            }
        }
    }

    private mutating func addAbsence(in range: Range<Int>, _ repetition: UInt8, _ definition: UInt8) {
        for column in range { append(nil, column, repetition, definition) }
    }

    private mutating func append(_ value: [UInt8]?, _ column: Int, _ repetition: UInt8, _ definition: UInt8) {
        columns[column].append(
            PageReader.Entry(repetition: Int(repetition), definition: Int(definition), value: value)
        )
    }

    private func value(_ text: [UInt8], _ type: ColumnType) -> [UInt8] {
        switch type {
        case .boolean: [text == Array("true".utf8) ? 1 : 0]
        case .string: ReferenceRecord.unquoted(text[...])
        case .json: ReferenceRecord.compact(text)
        case .double: PageReader.bytes(of: Int64(bitPattern: ReferenceNumber(text)?.double.bitPattern ?? 0))
        default: PageReader.bytes(of: ReferenceNumber(text)?.int64 ?? 0)
        }
    }
}

extension ReferenceRecord {
    /// Returns the texts of an array's items, without white space.
    static func items(of text: [UInt8]) -> [[UInt8]] {
        let compact = compact(text)
        var items: [[UInt8]] = []
        var depth = 0
        var start = 1
        for token in ReferenceTokenizer.read(compact, maximumDepth: 512).tokens {
            switch token {
            case .beginObject(let offset), .beginArray(let offset):
                if depth == 1 { start = offset }
                depth += 1
            case .endObject(let end), .endArray(let end):
                depth -= 1
                if depth == 1 { items.append(Array(compact[start..<end])) }
            case .scalar(_, let range, _) where depth == 1: items.append(Array(compact[range]))
            default: break
            }
        }
        return items
    }
}
