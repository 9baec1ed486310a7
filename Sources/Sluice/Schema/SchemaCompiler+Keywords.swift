/// The keywords of one schema, collected before any of them is compiled.
extension SchemaCompiler {
    /// Returns the keywords of `schema`, annotations included; refuses those that are not supported.
    mutating func readKeywords(of schema: SchemaNode) throws(SchemaError) -> Keywords {
        var keywords: Keywords = [:]
        for (key, value) in schema.members {
            let keyword = try collectingErrors { compiler throws(SchemaError) in try compiler.readKeyword(key, value) }
            if let keyword = keyword ?? nil { keywords[keyword] = value }
        }
        return keywords
    }

    /// Checks a keyword, and returns it; `nil` for one that is not known and asserts nothing.
    private mutating func readKeyword(_ key: String, _ value: SchemaNode) throws(SchemaError) -> SchemaKeyword? {
        guard let keyword = SchemaKeyword(rawValue: key) else {
            try refuseUnlessExtension(key, value)
            return nil
        }
        if let annotation = keyword.annotationKinds, !annotation.kinds.contains(value.kind) {
            throw value.mismatch(expected: annotation.noun)
        }
        if keyword == .schema { try checkDraft(value) }
        if keyword == .format { warnOfFormat(value) }
        return keyword
    }

    private mutating func warnOfFormat(_ value: SchemaNode) {
        let format = Excerpt.quoted(value.text.span)
        let isChecked = ParquetKeyword.checkedFormats.contains(value.string ?? "")
        let note =
            "keyword \"format\" is an annotation in draft 2020-12; values are not checked against \(format)"
            + (isChecked ? ", except for Parquet" : "")
        warn(value.keyError(note).message, exceptForParquet: isChecked)
    }

    private mutating func refuseUnlessExtension(_ key: String, _ value: SchemaNode) throws(SchemaError) {
        let name = "keyword \"\(Excerpt.path(key))\""
        guard !SchemaKeyword.unsupported.contains(key) else {
            throw value.keyError("\(name) is not supported; checks are never skipped silently")
        }
        if key.hasPrefix("x-") {
            if key == SchemaEvidence.keyword { hasEvidence = true }
            try checkParquetKeyword(key, value)
            let known = [SchemaKeyword.clean.rawValue, ParquetKeyword.format, ParquetKeyword.type]
            guard !known.contains(key), let nearest = NearestName.find(key, among: known) else { return }
            throw value.keyError("unknown \(name); did you mean \"\(nearest)\"?")
        }
        let known = SchemaKeyword.allCases.map(\.rawValue) + SchemaKeyword.unsupported.sorted()
        guard let nearest = NearestName.find(key, among: known) else {
            throw value.keyError("unknown \(name); checks are never skipped silently")
        }
        throw value.keyError("unknown \(name); did you mean \"\(nearest)\"?")
    }

    /// Checks the value of a keyword for Parquet, whatever the format: a schema is valid or it is not.
    private func checkParquetKeyword(_ key: String, _ value: SchemaNode) throws(SchemaError) {
        let found = "found \(Excerpt.noun(for: value.text.span))"
        if key == ParquetKeyword.type, DecimalKeyword(value.string ?? "") == nil {
            throw value.error("\(DecimalKeyword.expectation), \(found)")
        }
        if key == ParquetKeyword.format, value.string != ParquetKeyword.localDateTime {
            throw value.error("expected \"\(ParquetKeyword.localDateTime)\", \(found)")
        }
    }

    private func checkDraft(_ value: SchemaNode) throws(SchemaError) {
        let draft = "https://json-schema.org/draft/2020-12/schema"
        guard let text = value.string, text == draft || text == draft + "#" else {
            let found = Excerpt.path(value.string ?? "")
            throw value.error("expected draft 2020-12 (\"\(draft)\"), found \"\(found)\"")
        }
    }
}

/// The values of keywords.
extension SchemaCompiler {
    /// The names that `type` may hold.
    enum TypeName: String, CaseIterable {
        case null
        case boolean
        case object
        case array
        case number
        case string
        case integer

        /// The phrase for the type in messages.
        var noun: String {
            switch self {
            case .null: "null"
            case .boolean: "true or false"
            case .object: "an object"
            case .array: "an array"
            case .number: "a number"
            case .string: "a string"
            case .integer: "an integer"
            }
        }

        /// The kinds that belong to the type whatever their value.
        var kinds: ValueKind.Set {
            switch self {
            case .null: ValueKind.Set(.null)
            case .boolean: .boolean
            case .object: ValueKind.Set(.object)
            case .array: ValueKind.Set(.array)
            case .number: .number
            case .string: ValueKind.Set(.string)
            case .integer: ValueKind.Set(.integer)
            }
        }
    }

    /// Returns the types that `type` lists, in order.
    func readTypes(_ node: SchemaNode) throws(SchemaError) -> [TypeName] {
        guard node.kind == .array else { return [try readType(node)] }
        var types: [TypeName] = []
        var errors: [SchemaError] = []
        for element in node.elements {
            do throws(SchemaError) {
                let type = try readType(element)
                guard !types.contains(type) else {
                    throw element.error("the type \"\(type.rawValue)\" is listed twice")
                }
                types.append(type)
            } catch {
                errors.append(error)
            }
        }
        if let error = SchemaError(errors) { throw error }
        guard !types.isEmpty else { throw node.error("expected at least one type, found an empty array") }
        return types
    }

    private func readType(_ node: SchemaNode) throws(SchemaError) -> TypeName {
        let names = TypeName.allCases.map(\.rawValue)
        guard let text = node.string else { throw node.mismatch(expected: "the name of a type, or an array of them") }
        guard let type = TypeName(rawValue: text) else {
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
    func readCount(_ node: SchemaNode) throws(SchemaError) -> Int {
        let text = node.text
        guard node.isNumber, NumberText.isInteger(text.span),
            NumberText.compare(text.span, [UInt8(ascii: "0")].span) >= 0
        else { throw node.mismatch(expected: "an integer of at least 0") }
        // A count beyond `Int` exceeds that of any value.
        return NumberText.int64(text.span).map { Int($0) } ?? .max
    }
}
