/// How messages name a schema among alternatives: by its name where it has one, else by what it expects.
enum SchemaLabel {
    /// The longest title that is used.
    private static let maximumLength = 60

    static func text(of schema: SchemaNode, _ keywords: SchemaKeywords, _ expectation: ValueExpectation) -> String {
        if let reference = keywords[.ref]?.string, let name = reference.split(separator: "/").last, reference != "#" {
            return Excerpt.path(String(name))
        }
        if let title = keywords[.title]?.string, !title.isEmpty, title.count <= maximumLength { return Excerpt.path(title) }
        if let constants = constants(keywords) { return "an object with \(constants)" }
        let phrase = expectation.phrase
        if phrase == "any value", let names = keywords[.required]?.elements, !names.isEmpty {
            return "an object with " + names.prefix(3).map { Excerpt.quoted($0.text.span) }.joined(separator: ", ")
        }
        return phrase
    }

    /// The members that have one value, which tells alternatives apart.
    private static func constants(_ keywords: SchemaKeywords) -> String? {
        for member in keywords[.properties]?.members ?? [] {
            guard let value = member.value.member("const") ?? member.value.member("enum")?.soleElement else { continue }
            return "\(Excerpt.path(member.key)) \(Excerpt.quoted(value.compactText.span))"
        }
        return nil
    }
}

extension SchemaNode {
    fileprivate var soleElement: SchemaNode? {
        let elements = kind == .array ? elements : []
        return elements.count == 1 ? elements[0] : nil
    }
}
