/// How messages name a schema among alternatives: by its name where it has one, else by what it expects.
enum SchemaLabel {
    /// The longest title that is used.
    private static let maximumLength = 60

    static func text(of schema: SchemaNode, _ keywords: SchemaKeywords, _ expectation: ValueExpectation) -> String {
        if let reference = keywords[.ref]?.string, let name = name(of: URIReference(reference)) {
            return Excerpt.path(name)
        }
        if let title = keywords[.title]?.string, !title.isEmpty, title.count <= maximumLength {
            return Excerpt.path(title)
        }
        if let constants = constants(keywords) { return "an object with \(constants)" }
        let phrase = expectation.phrase
        if phrase == "any value", let names = keywords[.required]?.elements, !names.isEmpty {
            return "an object with " + names.prefix(3).map { Excerpt.quoted($0.text.span) }.joined(separator: ", ")
        }
        return phrase
    }

    /// The last name in a reference: `Cat` of `#/$defs/Cat`, `cat.json` of `schemas/cat.json`; `nil` of `#`.
    private static func name(of reference: URIReference) -> String? {
        let fragment = reference.fragmentText
        guard fragment.isEmpty else {
            let token = JSONPointer(fragment)?.tokens.last.map { String(decoding: $0, as: UTF8.self) }
            return token ?? fragment
        }
        return reference.withoutFragment.split(separator: "/").last.map { String($0) }
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
