/// The sets of `\p{…}`: a general category, a script or a property that is there or not.
enum UnicodeProperty {
    /// Reads what follows `\p` or `\P`, which begins at `place`.
    static func read(_ text: inout PatternText, _ place: Int) throws(PatternError) -> ScalarSet {
        guard text.consume("{") else {
            throw text.error("\(text.text(from: place)) requires a property in braces, as in \\p{L}", at: place)
        }
        let name = text.readName(isPartOfName)
        let value = text.consume("=") ? text.readName(isPartOfName) : nil
        guard text.consume("}") else { throw text.error("a property without }", at: place) }
        let spelling = text.text(from: place)
        switch (name, value) {
        case ("General_Category", let value?), ("gc", let value?):
            if let set = GeneralCategorySet.named(value) { return set }
            throw text.error("\(spelling): there is no such general category", at: place)
        case ("Script", let value?), ("sc", let value?):
            if let set = UnicodeScript.named(value)?.scalars { return set }
            throw text.error("\(spelling): the script is not supported", at: place, .unsupported)
        case ("Script_Extensions", let value?), ("scx", let value?):
            if let set = UnicodeScript.named(value)?.extended { return set }
            throw text.error("\(spelling): the script is not supported", at: place, .unsupported)
        case (_, nil):
            if let set = GeneralCategorySet.named(name) { return set }
            if let set = BinaryProperty.named(name) { return set }
            throw text.error("\(spelling): the property is not supported", at: place, .unsupported)
        default:
            throw text.error("\(spelling): there is no such property", at: place)
        }
    }

    private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "_": true
        default: false
        }
    }
}
