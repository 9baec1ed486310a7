/// The form in a checkpoint: everything that does not follow from the plan.
extension RowGroupMetadata: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("rows", rowCount)
            writer.member("columns", columns)
        }
    }

    /// Reads what a run with `plan` wrote; `nil` unless it is complete.
    init?(_ node: JSONNode, _ plan: ParquetPlan) {
        guard let rowCount = node["rows"]?.count, let nodes = node["columns"]?.elements,
            nodes.count == plan.schema.columns.count
        else { return nil }
        var columns: [ColumnChunkMetadata] = []
        for (node, column) in zip(nodes, plan.schema.columns) {
            guard let chunk = ColumnChunkMetadata(node, column, plan.codec) else { return nil }
            columns.append(chunk)
        }
        self.init(columns: columns, rowCount: rowCount)
    }
}

extension ColumnChunkMetadata: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("values", valueCount)
            writer.member("uncompressed_bytes", uncompressedSize)
            writer.member("compressed_bytes", compressedSize)
            writer.member("data_offset", dataPageOffset)
            writer.member("dictionary_offset", dictionaryPageOffset)
            writer.member("pages") { pages in
                for page in dataPages { pages.member(String(page.encoding.rawValue), page.count) }
            }
            writer.member("nulls", statistics.nullCount)
            writer.member("min", statistics.minimum)
            writer.member("max", statistics.maximum)
            writer.member("column_index", pageIndex.map { Base64.encode($0.columnIndex.span) })
            writer.member("offset_index", pageIndex.map { Base64.encode($0.offsetIndex.span) })
        }
    }

    fileprivate init?(_ node: JSONNode, _ column: ParquetColumn, _ codec: CompressionCodec) {
        guard let valueCount = node["values"]?.count, let nullCount = node["nulls"]?.count,
            let uncompressedSize = node["uncompressed_bytes"]?.count,
            let compressedSize = node["compressed_bytes"]?.count,
            let dataPageOffset = node["data_offset"]?.count,
            let dictionary = node["dictionary_offset"], dictionary.isNull || dictionary.count != nil,
            let dataPages = node["pages"].flatMap(PageCount.list),
            let minimum = node["min"].flatMap(Statistics.Bound.optional),
            let maximum = node["max"].flatMap(Statistics.Bound.optional),
            let pageIndex = PageIndex.optional(node)
        else { return nil }
        self.init(
            type: column.type.physicalType,
            path: column.path,
            codec: codec,
            valueCount: valueCount,
            uncompressedSize: uncompressedSize,
            compressedSize: compressedSize,
            dataPageOffset: dataPageOffset,
            dictionaryPageOffset: dictionary.count,
            dataPages: dataPages,
            statistics: Statistics(nullCount: nullCount, minimum: minimum, maximum: maximum),
            pageIndex: pageIndex
        )
    }
}

extension PageIndex {
    /// Reads the index of a column chunk, or `null` for none; `nil` for anything else.
    fileprivate static func optional(_ chunk: JSONNode) -> Self?? {
        guard let column = chunk["column_index"], let offsets = chunk["offset_index"] else { return nil }
        if column.isNull, offsets.isNull { return .some(nil) }
        guard let columnIndex = column.string.flatMap(Base64.decode),
            let offsetIndex = offsets.string.flatMap(Base64.decode)
        else { return nil }
        return PageIndex(columnIndex: columnIndex, offsetIndex: offsetIndex)
    }
}

extension ColumnChunkMetadata.PageCount {
    /// Reads an object with the number of pages of each encoding, in its order.
    fileprivate static func list(_ node: JSONNode) -> [Self]? {
        var list: [Self] = []
        for key in node.keys {
            guard let encoding = Int32(key).flatMap(PageEncoding.init(rawValue:)), let count = node[key]?.count else {
                return nil
            }
            list.append(Self(encoding: encoding, count: count))
        }
        return list
    }
}

extension Statistics.Bound: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("bytes", bytes.map(Int.init))
            writer.member("is_exact", isExact)
        }
    }

    /// Reads a bound, or `null` for none; `nil` for anything else.
    fileprivate static func optional(_ node: JSONNode) -> Self?? {
        if node.isNull { return .some(nil) }
        guard let isExact = node["is_exact"]?.boolean,
            let bytes = node["bytes"]?.list({ $0.count.flatMap(UInt8.init(exactly:)) })
        else { return nil }
        return Self(bytes: bytes, isExact: isExact)
    }
}
