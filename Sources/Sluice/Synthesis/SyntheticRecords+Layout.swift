extension SyntheticRecords {
    /// The bytes between the values of a document in one style.
    struct Layout {
        /// The bytes before the first record, before every other record, and after the last one.
        let opening: [UInt8]
        let between: [UInt8]
        let closing: [UInt8]
        /// A document without records.
        let empty: [UInt8]

        let trueText = Array("true".utf8)
        let falseText = Array("false".utf8)

        let openingBrace: String
        let colon: String
        /// The bytes after the comma between two members.
        let indentation: String
        let closingBrace: String

        /// The bytes before each value of a valid record, in the order of the fields, and after the last one; they
        /// include the quotes of strings and the fixed part of the name.
        let beforeID: [UInt8]
        let beforeName: [UInt8]
        let beforeCategory: [UInt8]
        let beforeValue: [UInt8]
        let beforeQuantity: [UInt8]
        let beforeActive: [UInt8]
        let beforeCreationTime: [UInt8]
        let afterCreationTime: [UInt8]

        init(_ style: Style) {
            let isPretty = style == .pretty
            opening = Array((style == .ndjson ? "" : isPretty ? "[\n  " : "[").utf8)
            between = Array((style == .ndjson ? "\n" : isPretty ? ",\n  " : ",").utf8)
            closing = Array((style == .ndjson ? "\n" : isPretty ? "\n]" : "]").utf8)
            empty = Array((style == .ndjson ? "" : "[]").utf8)
            let indentation = isPretty ? "\n    " : ""
            let colon = isPretty ? ": " : ":"
            let closingBrace = isPretty ? "\n  }" : "}"
            beforeID = Array("{\(indentation)\"id\"\(colon)".utf8)
            beforeName = Array(",\(indentation)\"name\"\(colon)\"Item ".utf8)
            beforeCategory = Array("\",\(indentation)\"category\"\(colon)\"".utf8)
            beforeValue = Array("\",\(indentation)\"value\"\(colon)".utf8)
            beforeQuantity = Array(",\(indentation)\"quantity\"\(colon)".utf8)
            beforeActive = Array(",\(indentation)\"is_active\"\(colon)".utf8)
            beforeCreationTime = Array(",\(indentation)\"created_at\"\(colon)\"".utf8)
            afterCreationTime = Array("\"\(closingBrace)".utf8)
            openingBrace = "{" + indentation
            self.colon = colon
            self.indentation = indentation
            self.closingBrace = closingBrace
        }
    }
}
