/// The header before each page.
enum PageHeader {
    /// Writes the header of a data page in the format's first version, which every reader supports.
    static func writeDataPage(
        valueCount: Int,
        encoding: PageEncoding,
        uncompressedSize: Int,
        compressedSize: Int,
        to writer: inout ThriftCompactWriter
    ) {
        writer.structure { writer in
            writer.field(1, int32: 0)
            writer.field(2, int32: Int32(uncompressedSize))
            writer.field(3, int32: Int32(compressedSize))
            writer.field(5) { writer in
                writer.field(1, int32: Int32(valueCount))
                writer.field(2, int32: encoding.rawValue)
                writer.field(3, int32: PageEncoding.rle.rawValue)
                writer.field(4, int32: PageEncoding.rle.rawValue)
            }
        }
    }

    /// Writes the header of a dictionary page, whose values are in plain encoding.
    static func writeDictionaryPage(
        valueCount: Int,
        uncompressedSize: Int,
        compressedSize: Int,
        to writer: inout ThriftCompactWriter
    ) {
        writer.structure { writer in
            writer.field(1, int32: 2)
            writer.field(2, int32: Int32(uncompressedSize))
            writer.field(3, int32: Int32(compressedSize))
            writer.field(7) { writer in
                writer.field(1, int32: Int32(valueCount))
                writer.field(2, int32: PageEncoding.plain.rawValue)
            }
        }
    }
}
