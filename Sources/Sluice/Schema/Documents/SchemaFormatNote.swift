/// A `format` in a schema, of which a run may have to be warned.
struct SchemaFormatNote: Sendable {
    private let node: SchemaNode
    private let name: String

    /// The formats of OpenAPI that describe numbers, which have no text to check.
    private static let ofNumbers: Set<String> = ["int32", "int64", "float", "double"]

    init(_ node: SchemaNode) {
        self.node = node
        name = node.string ?? ""
    }

    /// Whether columns of Parquet files hold only values of the format.
    var isCheckedForParquet: Bool { ParquetKeyword.checkedFormats.contains(name) }

    /// What to warn of; `nil` if the format is checked.
    func note(isAsserted: Bool) -> String? {
        let format = Excerpt.quoted(node.text.span)
        guard isAsserted else {
            let exception = isCheckedForParquet ? ", except for Parquet" : ""
            let note = "keyword \"format\" is an annotation; values are not checked against \(format)\(exception)"
            return node.keyError(note).message
        }
        guard StringFormat(rawValue: name) == nil, !Self.ofNumbers.contains(name) else { return nil }
        return node.keyError("values are not checked against the format \(format)").message
    }
}
