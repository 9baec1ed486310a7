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
}
