/// The schema's keys as they are written: for each field a comma, its name as a JSON string, and a colon.
struct EncodedKeys: Sendable {
    /// All fields in a row, with a block's worth of padding.
    let bytes: [UInt8]
    /// Where each begins in `bytes`, and where the last one ends.
    let ends: [Int]

    init(_ fields: FieldTable) {
        var bytes: [UInt8] = []
        var ends = [0]
        for field in 0..<fields.count {
            bytes += [UInt8(ascii: ","), UInt8(ascii: "\"")]
            JSONString.appendEscaped(fields.name(of: field), to: &bytes)
            bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
            ends.append(bytes.count)
        }
        self.bytes = bytes + [UInt8](repeating: 0, count: 16)
        self.ends = ends
    }
}
