/// The key of the object member that a record was, with the field in which the record gets it.
struct MemberKey: Sendable, Equatable {
    /// The field's name.
    let field: String
    /// The key as a JSON string, as it is in the text.
    let text: [UInt8]

    /// Writes the members of a reject.
    func write(to writer: inout JSONWriter) {
        writer.member("key_field", field)
        writer.member("key", encoded: text.span)
    }

    /// The member that a record gets.
    var member: [UInt8] {
        var member = [UInt8(ascii: "\"")]
        JSONString.appendEscaped(field.utf8.span, to: &member)
        return member + [UInt8(ascii: "\""), UInt8(ascii: ":")] + text
    }
}
