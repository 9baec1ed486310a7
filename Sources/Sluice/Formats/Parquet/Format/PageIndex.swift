/// The page index of a column chunk, as it is in the file: what lets readers skip pages, and find those that they need.
struct PageIndex: Sendable, Equatable {
    /// The bounds and the number of nulls of each page (Parquet's `ColumnIndex`); empty if a page lacks a bound, or if
    /// they have been left out.
    var columnIndex: [UInt8]
    /// Where each page is, and its first row (Parquet's `OffsetIndex`).
    let offsetIndex: [UInt8]
    /// Whether the bounds rise or fall from page to page, as those of sorted values do: then few pages match a filter.
    var isOrdered = false

    var size: Int { columnIndex.count + offsetIndex.count }
}
