/// Collects the page index of a column chunk.
///
/// The pages of all columns have the same rows, so readers that skip pages never have to skip rows within one.
struct PageIndexBuilder {
    private struct Page: BitwiseCopyable {
        /// Its header included.
        let size: Int
        let firstRow: Int
    }

    /// How the bounds of the pages are ordered (Parquet's `BoundaryOrder`).
    private enum BoundaryOrder: Int32 {
        case unordered = 0
        case ascending = 1
        case descending = 2
    }

    private let type: ColumnType
    private var pages: [Page] = []
    private var rowCount = 0
    private var nullPages = ThriftCompactWriter.List.booleans
    private var minima = ThriftCompactWriter.List.binaries
    private var maxima = ThriftCompactWriter.List.binaries
    private var nullCounts = ThriftCompactWriter.List.integers
    /// The bounds of the last page that has values, and what they and the earlier ones show of the order.
    private var last: (minimum: [UInt8], maximum: [UInt8])?
    private var isAscending = true
    private var isDescending = true
    private var lacksBounds = false

    init(_ type: ColumnType) {
        self.type = type
    }

    /// Adds a page of `rowCount` rows with `valueCount` values, nulls included, that takes `size` bytes of the file.
    mutating func add(_ statistics: Statistics, valueCount: Int, rowCount: Int, size: Int) {
        pages.append(Page(size: size, firstRow: self.rowCount))
        self.rowCount += rowCount
        let isNull = valueCount == statistics.nullCount
        nullPages.append(isNull)
        nullCounts.append(Int64(statistics.nullCount))
        let (minimum, maximum) = (statistics.minimum?.bytes ?? [], statistics.maximum?.bytes ?? [])
        minima.append(minimum.span)
        maxima.append(maximum.span)
        guard !isNull else { return }
        guard statistics.minimum != nil, statistics.maximum != nil else { return lacksBounds = true }
        compare(minimum, maximum)
    }

    private mutating func compare(_ minimum: [UInt8], _ maximum: [UInt8]) {
        if let last {
            if type.precedes(minimum.span, last.minimum.span) || type.precedes(maximum.span, last.maximum.span) {
                isAscending = false
            }
            if type.precedes(last.minimum.span, minimum.span) || type.precedes(last.maximum.span, maximum.span) {
                isDescending = false
            }
        }
        last = (minimum, maximum)
    }

    /// Returns the index of pages of which the first is at `offset` in the file.
    func result(firstPageAt offset: Int) -> PageIndex {
        PageIndex(
            columnIndex: lacksBounds ? [] : columnIndex,
            offsetIndex: offsetIndex(from: offset),
            isOrdered: order != .unordered
        )
    }

    private var columnIndex: [UInt8] {
        var writer = ThriftCompactWriter()
        writer.structure { writer in
            writer.field(1, list: nullPages)
            writer.field(2, list: minima)
            writer.field(3, list: maxima)
            writer.field(4, int32: order.rawValue)
            writer.field(5, list: nullCounts)
        }
        return writer.bytes
    }

    /// Without any bounds there is no order to rely on: earlier versions of Spark's reader then look for a first one.
    private var order: BoundaryOrder {
        guard last != nil else { return .unordered }
        return isAscending ? .ascending : isDescending ? .descending : .unordered
    }

    private func offsetIndex(from firstOffset: Int) -> [UInt8] {
        var offset = firstOffset
        var writer = ThriftCompactWriter()
        writer.structure { writer in
            writer.field(1, structures: pages) { page, writer in
                writer.field(1, int64: Int64(offset))
                writer.field(2, int32: Int32(page.size))
                writer.field(3, int64: Int64(page.firstRow))
                offset += page.size
            }
        }
        return writer.bytes
    }

    /// Prepares for the next column chunk.
    mutating func removeAll() {
        pages.removeAll(keepingCapacity: true)
        rowCount = 0
        nullPages.removeAll()
        minima.removeAll()
        maxima.removeAll()
        nullCounts.removeAll()
        last = nil
        (isAscending, isDescending, lacksBounds) = (true, true, false)
    }
}
