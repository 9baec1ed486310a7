/// The fields that the schema does not name, as members of the JSON object that holds them in Parquet and CSV.
extension RecordBatch {
    /// Whether the row has unknown fields that are published.
    func hasExtraMembers(ofRow row: Int) -> Bool {
        let first = Int(rows[row].firstExtra)
        for index in first..<first + Int(rows[row].extraCount) where !extras[index].isDropped { return true }
        return false
    }

    /// Appends the row's unknown fields, each followed by a comma.
    func appendExtraMembers(ofRow row: Int, to output: inout GrowingBuffer<UInt8>) {
        let first = Int(rows[row].firstExtra)
        for index in first..<first + Int(rows[row].extraCount) where !extras[index].isDropped {
            let extra = extras[index]
            Self.append(key: key(of: extra), to: &output)
            output.append(UInt8(ascii: ":"))
            let text = text(of: extra.value)
            var runs = CompactRuns(text)
            while let run = runs.next() { output.append(contentsOf: text.extracting(run)) }
            output.append(UInt8(ascii: ","))
        }
    }

    /// Appends a key unchanged, or escaped as a pointer if it begins with a slash, so that it cannot be taken for one.
    private static func append(key: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        guard key[1] == UInt8(ascii: "/") || key[1] == UInt8(ascii: "\\") else {
            return output.append(contentsOf: key)
        }
        let content = key.extracting(1..<key.count - 1)
        let pointer = JSONPointer.token(forKey: content)
        guard pointer.hasPrefix("/~1") else { return output.append(contentsOf: key) }
        var writer = JSONWriter()
        writer.value(pointer)
        output.append(contentsOf: writer.bytes.span)
    }
}
