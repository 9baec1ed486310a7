/// The footer of a file (Parquet's `FileMetaData`).
struct FileMetadata: Sendable {
    /// What a file begins and ends with.
    static let magic = Array("PAR1".utf8)
    /// The writer, in the form that readers parse to work around known bugs; constant, so that files do not change.
    private static let createdBy = "Sluice version 1 (build 0)"

    let schema: ParquetSchema
    var rowGroups: [RowGroupMetadata] = []

    /// Returns the file's last bytes: the metadata, its length and the magic.
    func footer() -> [UInt8] {
        var writer = ThriftCompactWriter()
        writer.structure { writer in
            writer.field(1, int32: 1)
            writer.field(2, structures: schema.elements) { $0.write(to: &$1) }
            writer.field(3, int64: Int64(rowGroups.reduce(0) { $0 + $1.rowCount }))
            writer.field(4, structures: rowGroups) { $0.write(to: &$1) }
            writer.field(6, string: Self.createdBy)
            // Bounds have the order that the specification defines for each type.
            writer.field(7, structures: schema.columns) { _, writer in writer.emptyField(1) }
        }
        var bytes = writer.bytes
        let length = UInt32(bytes.count)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        return bytes + Self.magic
    }
}
