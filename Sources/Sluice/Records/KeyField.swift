/// The field in which a record gets the key of its member.
struct KeyField: Sendable {
    /// Its name.
    let name: [UInt8]
    /// The name as a JSON string.
    let text: [UInt8]
    /// Its column; `nil` if the schema does not name it.
    let column: Int?

    init(_ name: String, _ fields: FieldTable) {
        let name = Array(name.utf8)
        var text = [UInt8(ascii: "\"")]
        JSONString.appendEscaped(name.span, to: &text)
        text.append(UInt8(ascii: "\""))
        self.name = name
        self.text = text
        column = fields.index(of: name.span)
    }

    /// Returns the key of the member whose value begins at `value`, as a JSON string: the text before it ends with that,
    /// a colon and white space.
    ///
    /// It is read backwards, so that only rejected records pay for it.
    static func key(before value: Int, in bytes: Span<UInt8>) -> [UInt8]? {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\""), before: value) else { return nil }
        var start = bytes.lastIndex(of: UInt8(ascii: "\""), before: end)
        // A quote after an odd number of backslashes is part of the key.
        while let quote = start {
            var slashes = 0
            while quote > slashes, bytes[quote - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
            guard slashes.isMultiple(of: 2) else {
                start = bytes.lastIndex(of: UInt8(ascii: "\""), before: quote)
                continue
            }
            return Array(copying: bytes.extracting(quote...end))
        }
        return nil
    }
}

extension Span<UInt8> {
    fileprivate func lastIndex(of byte: UInt8, before end: Int) -> Int? {
        var index = end
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }
}
