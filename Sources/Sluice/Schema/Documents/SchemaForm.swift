/// Checks that the value of a keyword has the form that its draft requires.
struct SchemaForm {
    private static let zero = [UInt8(ascii: "0")]

    private let dialect: SchemaDialect
    private let hasExplicitDraft: Bool

    init(_ dialect: SchemaDialect, _ hasExplicitDraft: Bool) {
        self.dialect = dialect
        self.hasExplicitDraft = hasExplicitDraft
    }

    func check(_ keyword: SchemaKeyword, _ value: SchemaNode) throws(SchemaError) {
        switch keyword.form {
        case .anything, .cleaning: break
        case .text, .reference: try Self.expect(value.kind == .string, value, "a string")
        case .flag: try Self.expect(value.isBoolean, value, "true or false")
        case .number: try checkNumber(keyword, value)
        case .numberOrFlag:
            let isFlag = value.isBoolean && dialect.hasExclusiveFlags
            if !isFlag { try Self.expect(value.isNumber, value, "a number") }
        case .count: _ = try Self.count(value)
        case .object: try Self.expect(value.kind == .object, value, "an object")
        case .list: try Self.expect(value.kind == .array, value, keyword == .enum ? "an array of values" : "an array")
        case .names: try Self.checkNames(value, keyword == .required ? "field" : "member")
        case .types: _ = try Self.types(value)
        case .pattern: _ = try Self.pattern(value)
        // Whether it is a schema is seen when it is read.
        case .schema: break
        case .schemas: try checkList(value)
        case .schemaOrSchemas: try checkItems(value)
        case .schemasByName: try Self.expect(value.kind == .object, value, "an object of schemas")
        case .schemasByPattern:
            try Self.expect(value.kind == .object, value, "an object of schemas")
            try Self.each(value.members.map(\.value)) { member throws(SchemaError) in _ = try Self.patternOfKey(member)
            }
        case .namesByName, .schemaOrNamesByName:
            try Self.expect(value.kind == .object, value, "an object of lists of names")
            let lists = value.members.map(\.value).filter { keyword.form == .namesByName || $0.kind == .array }
            try Self.each(lists) { list throws(SchemaError) in try Self.checkNames(list, "member") }
        }
    }

    private func checkNumber(_ keyword: SchemaKeyword, _ value: SchemaNode) throws(SchemaError) {
        guard keyword == .multipleOf else { return try Self.expect(value.isNumber, value, "a number") }
        let isPositive = value.isNumber && NumberText.compare(value.text.span, Self.zero.span) > 0
        try Self.expect(isPositive, value, "a number greater than 0")
    }

    private func checkList(_ value: SchemaNode) throws(SchemaError) {
        try Self.expect(value.kind == .array, value, "an array of schemas")
        guard !value.elements.isEmpty else { throw value.error("expected at least one schema, found an empty array") }
    }

    private func checkItems(_ value: SchemaNode) throws(SchemaError) {
        guard value.kind == .array, !dialect.hasItemLists, hasExplicitDraft else { return }
        throw value.error("expected a schema, found an array: in \(dialect.name) use \"prefixItems\"")
    }

    private static func expect(_ condition: Bool, _ value: SchemaNode, _ expected: String) throws(SchemaError) {
        if !condition { throw value.mismatch(expected: expected) }
    }

    /// Checks all values, and throws what is wrong with any of them.
    private static func each(
        _ values: [SchemaNode],
        _ check: (SchemaNode) throws(SchemaError) -> Void
    ) throws(SchemaError) {
        var errors: [SchemaError] = []
        for value in values {
            do throws(SchemaError) { try check(value) } catch { errors.append(error) }
        }
        if let error = SchemaError(errors.flatMap(\.all)) { throw error }
    }
}

// MARK: Values

extension SchemaForm {
    private static func checkNames(_ value: SchemaNode, _ noun: String) throws(SchemaError) {
        try expect(value.kind == .array, value, "an array of \(noun) names")
        var seen: Set<[UInt8]> = []
        try each(value.elements) { element throws(SchemaError) in
            try expect(element.kind == .string, element, "the name of a \(noun)")
            guard seen.insert(element.stringBytes).inserted else {
                throw element.error("the name \(Excerpt.quoted(element.text.span)) is listed twice")
            }
        }
    }

    /// Returns the types that `type` lists, in order.
    static func types(_ node: SchemaNode) throws(SchemaError) -> [SchemaType] {
        guard node.kind == .array else { return [try type(node)] }
        var types: [SchemaType] = []
        try each(node.elements) { element throws(SchemaError) in
            let type = try type(element)
            guard !types.contains(type) else { throw element.error("the type \"\(type.rawValue)\" is listed twice") }
            types.append(type)
        }
        guard !types.isEmpty else { throw node.error("expected at least one type, found an empty array") }
        return types
    }

    private static func type(_ node: SchemaNode) throws(SchemaError) -> SchemaType {
        let names = SchemaType.allCases.map(\.rawValue)
        guard let text = node.string else { throw node.mismatch(expected: "the name of a type, or an array of them") }
        guard let type = SchemaType(rawValue: text) else {
            // Not similar in spelling, but common in other languages.
            let others = ["int": "integer", "str": "string", "float": "number", "double": "number", "bool": "boolean"]
            let hint = (others[text] ?? NearestName.find(text, among: names)).map { "; did you mean \"\($0)\"?" } ?? ""
            throw node.error(
                "expected one of \(names.joined(separator: ", ")), found \(Excerpt.noun(for: node.text.span))\(hint)"
            )
        }
        return type
    }

    /// Returns the value of a keyword that is a count: an integer of at least zero.
    static func count(_ node: SchemaNode) throws(SchemaError) -> Int {
        let text = node.text
        guard node.isNumber, NumberText.isInteger(text.span), NumberText.compare(text.span, zero.span) >= 0
        else { throw node.mismatch(expected: "an integer of at least 0") }
        // A count beyond `Int` exceeds that of any value.
        return NumberText.int64(text.span).map { Int($0) } ?? .max
    }

    /// Returns the pattern that is a keyword's value.
    static func pattern(_ node: SchemaNode) throws(SchemaError) -> Pattern {
        guard let text = node.string else { throw node.mismatch(expected: "a regular expression") }
        return try pattern(text) { node.error($0) }
    }

    /// Returns the pattern that is a member's key.
    static func patternOfKey(_ node: SchemaNode) throws(SchemaError) -> Pattern {
        try pattern(String(decoding: node.keyBytes, as: UTF8.self)) { node.keyError($0) }
    }

    private static func pattern(_ text: String, _ error: (String) -> SchemaError) throws(SchemaError) -> Pattern {
        let problem: PatternError
        do throws(PatternError) {
            return try Pattern(text)
        } catch let error {
            problem = error
        }
        throw error("the pattern \"\(Excerpt.quoted(Array(text.utf8).span))\" cannot be used: \(problem.message)")
    }

    /// Checks the value of one of our own keywords, whatever the format: a schema is valid or it is not.
    static func checkExtension(_ key: String, _ value: SchemaNode) throws(SchemaError) {
        let found = "found \(Excerpt.noun(for: value.text.span))"
        if key == ParquetKeyword.type, DecimalKeyword(value.string ?? "") == nil {
            throw value.error("\(DecimalKeyword.expectation), \(found)")
        }
        if key == ParquetKeyword.format, value.string != ParquetKeyword.localDateTime {
            throw value.error("expected \"\(ParquetKeyword.localDateTime)\", \(found)")
        }
        let known = [SchemaKeyword.clean.rawValue, ParquetKeyword.format, ParquetKeyword.type]
        guard !known.contains(key), let nearest = NearestName.find(key, among: known) else { return }
        throw value.keyError("unknown keyword \"\(Excerpt.path(key))\"; did you mean \"\(nearest)\"?")
    }
}
