/// The footer of a file (Parquet's `FileMetaData`).
struct FileMetadata: Sendable {
    /// What a file begins and ends with.
    static let magic = Array("PAR1".utf8)
    /// The writer, in the form that readers parse to work around known bugs; constant, so that files do not change.
    private static let createdBy = "Sluice version 1 (build 0)"

    let schema: ParquetSchema
    var rowGroups: [RowGroupMetadata] = []

    /// Spark reads dates before 1582 and times before 1900 as they are written only in files that name the version of a
    /// Spark that uses the Gregorian calendar for all of time: from 3.0 on.
    private static let calendar = (key: "org.apache.spark.version", value: "3.5.0")

    /// Returns the file's last bytes, which begin at `offset`: the page index, the metadata, its length and the magic.
    func ending(at offset: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in rowGroups.pageIndexes { bytes += index.columnIndex }
        for index in rowGroups.pageIndexes { bytes += index.offsetIndex }
        let metadata = metadata(PageIndexPlaces(rowGroups, from: offset))
        bytes += metadata
        let length = UInt32(metadata.count)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        return bytes + Self.magic
    }

    private func metadata(_ places: PageIndexPlaces) -> [UInt8] {
        var places = places
        var writer = ThriftCompactWriter()
        writer.structure { writer in
            writer.field(1, int32: 1)
            writer.field(2, structures: schema.elements) { $0.write(to: &$1) }
            writer.field(3, int64: Int64(rowGroups.reduce(0) { $0 + $1.rowCount }))
            writer.field(4, structures: rowGroups) { $0.write(to: &$1, &places) }
            writer.field(5, structures: [Self.calendar]) { entry, writer in
                writer.field(1, string: entry.key)
                writer.field(2, string: entry.value)
            }
            writer.field(6, string: Self.createdBy)
            // Bounds have the order that the specification defines for each type.
            writer.field(7, structures: schema.columns) { _, writer in writer.emptyField(1) }
        }
        return writer.bytes
    }
}
