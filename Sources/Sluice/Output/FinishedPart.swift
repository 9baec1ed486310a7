/// What is known of a part that has been written and synced.
struct FinishedPart: Sendable {
    var name: String
    let records: Int
    let bytes: Int
    let crc32c: UInt32
    /// From its first record to the end of its last, in bytes of the sequence of all inputs.
    let input: Range<Int>
    /// The summaries of a Parquet file's columns for the manifest, as a JSON array.
    var columns: [UInt8]?

    var file: WrittenFile { WrittenFile(bytes: bytes, crc32c: crc32c) }
}

extension FinishedPart {
    /// Reads what `Manifest.write` has written.
    init?(_ node: JSONNode) {
        guard let name = node["name"]?.string, PartName.isPart(name), !name.utf8.contains(UInt8(ascii: "/")),
            let records = node["records"]?.count, let file = WrittenFile(node),
            let start = node["input"]?["start"]?.count, let end = node["input"]?["end"]?.count, start <= end
        else { return nil }
        self.init(name: name, records: records, bytes: file.bytes, crc32c: file.crc32c, input: start..<end)
        columns = node["columns"].map { Array($0.source.utf8) }
    }
}
