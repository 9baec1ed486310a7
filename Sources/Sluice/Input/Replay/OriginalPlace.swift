/// Where a replayed record, or something in it, was in the input that it was rejected from.
///
/// That is as its reject says: lines and columns are those of the record's bytes as they were then.
public struct OriginalPlace: Sendable, Equatable {
    /// The input's name as it was given to that run.
    let exactName: InputName
    /// The record's number in that input, from 0.
    public let record: Int?
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
    /// The absolute offset in bytes, from 0.
    public let offset: Int

    /// The input's name, with control characters escaped.
    public var input: String { exactName.shown }

    /// The place after `bytes` bytes of text, which have this extent.
    func advanced(by extent: TextExtent, bytes: Int) -> OriginalPlace {
        OriginalPlace(
            exactName: exactName,
            record: record,
            line: line + extent.lines,
            column: extent.lines > 0 ? extent.column : column + extent.columns,
            offset: offset + bytes
        )
    }
}

extension OriginalPlace: JSONWritable {
    /// Reads what `write(to:)` has written.
    init?(_ node: JSONNode) {
        guard let name = InputName(node, as: "file"), let line = node["line"]?.integer,
            let column = node["column"]?.integer, let offset = node["offset"]?.integer
        else { return nil }
        self.init(exactName: name, record: node["record"]?.integer, line: line, column: column, offset: offset)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            exactName.write(to: &writer, as: "file")
            writer.member("record", record)
            writer.member("line", line)
            writer.member("column", column)
            writer.member("offset", offset)
        }
    }
}
