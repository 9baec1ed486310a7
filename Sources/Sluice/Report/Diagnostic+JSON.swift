extension Diagnostic: JSONWritable {
    /// Reads what `write(to:)` has written, without the excerpt.
    init?(_ node: JSONNode) {
        guard let input = InputName(node, as: "file"), let record = node["record"], let line = node["line"]?.count,
            let column = node["column"]?.count, let offset = node["offset"]?.count,
            let pointer = node["pointer"]?.string, let code = node["code"]?.string,
            let message = node["message"]?.string
        else { return nil }
        guard record.isNull || record.count != nil else { return nil }
        self.init(
            exactName: input,
            position: RecordPosition(record: record.count, line: line, column: column, offset: offset),
            code: ErrorCode(rawValue: code),
            pointer: pointer,
            message: message,
            excerpt: nil,
            original: node["original"].flatMap(OriginalPlace.init)
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            exactName.write(to: &writer, as: "file")
            writer.member("record", position.record)
            writer.member("line", position.line)
            writer.member("column", position.column)
            writer.member("offset", position.offset)
            writer.member("pointer", pointer)
            writer.member("code", code.rawValue)
            writer.member("message", message)
            if let original { writer.member("original", original) }
            guard let excerpt else { return }
            writer.member("excerpt") { writer in
                writer.member("text", excerpt.text)
                writer.member("caret_column", excerpt.caretColumn)
                writer.member("caret_length", excerpt.caretLength)
            }
        }
    }
}
