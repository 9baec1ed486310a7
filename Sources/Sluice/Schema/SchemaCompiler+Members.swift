/// The keywords about the members of an object: `properties`, `required`, `additionalProperties`.
extension SchemaCompiler {
    /// The member names in a schema, those of `properties` first.
    struct Members {
        var names: [String] = []
        var nameBytes: [[UInt8]] = []
        /// For each name, its subschema; `nil` for one that is only required.
        var schemas: [SchemaNode?] = []
        var required: Set<Int> = []
        /// `additionalProperties`, if it refuses other members.
        var refusal: SchemaNode?
        /// What becomes of other members.
        var unknown = UnknownMembers.keep
        var indices: [[UInt8]: Int] = [:]
        /// The list of names that an object must have.
        var requirement: SchemaNode?

        var count: Int { names.count }

        /// The names for look-up by their bytes; `nil` if there are too many.
        var table: FieldTable? {
            count < Int(FieldTable.extraField) ? FieldTable(names: nameBytes) : nil
        }

        /// The names that differ from an earlier one only in case: their indices, with that earlier one.
        var equalNames: [(index: Int, other: String)] {
            var first: [[UInt8]: Int] = [:]
            var equal: [(index: Int, other: String)] = []
            for (index, name) in names.enumerated() {
                let folded = Array(name.lowercased().utf8)
                if let other = first[folded] { equal.append((index, names[other])) } else { first[folded] = index }
            }
            return equal
        }

        /// The errors of names that a file with columns needs for the fields that the schema does not name.
        func extraNames(in format: String) -> [SchemaError] {
            names.indices.filter { names[$0].lowercased() == UnknownFieldPolicy.column }.compactMap { index in
                let name = Excerpt.path(names[index])
                let reason = "in \(format) that column holds the fields that the schema does not name"
                return error("the name \"\(name)\" is taken: \(reason)", at: index)
            }
        }

        /// Returns an error that points at a name: its key, or the list of names that are only required.
        func error(_ message: String, at index: Int) -> SchemaError? {
            schemas[index]?.keyError(message) ?? requirement?.error(message)
        }

        mutating func add(_ name: [UInt8], _ schema: SchemaNode?) -> Int {
            indices[name] = count
            nameBytes.append(name)
            names.append(String(decoding: name, as: UTF8.self))
            schemas.append(schema)
            return count - 1
        }
    }

    mutating func readMembers(_ keywords: Keywords) throws(SchemaError) -> Members {
        var members = Members()
        if let properties = keywords[.properties] {
            if properties.kind == .object {
                for (_, schema) in properties.members { _ = members.add(schema.keyBytes, schema) }
            } else {
                let error = properties.mismatch(expected: "an object of schemas")
                _ = try collectingErrors { _ throws(SchemaError) in throw error }
            }
        }
        if let required = keywords[.required] {
            _ = try collectingErrors { compiler throws(SchemaError) in
                try compiler.readRequired(required, into: &members)
            }
        }
        if let additional = keywords[.additionalProperties] {
            guard additional.isBoolean else {
                let error = additional.mismatch(expected: "true or false (schemas are not supported here)")
                _ = try collectingErrors { _ throws(SchemaError) in throw error }
                return members
            }
            guard additional.kind == .false else { return members }
            members.refusal = additional
            members.unknown = .refuse(location: additional.pointer)
        } else if keywords[.properties] != nil {
            members.unknown = UnknownMembers(unknownFields)
        }
        return members
    }

    private mutating func readRequired(_ node: SchemaNode, into members: inout Members) throws(SchemaError) {
        guard node.kind == .array else { throw node.mismatch(expected: "an array of field names") }
        members.requirement = node
        for element in node.elements {
            _ = try collectingErrors { _ throws(SchemaError) in try Self.readName(element, into: &members) }
        }
    }

    private static func readName(_ element: SchemaNode, into members: inout Members) throws(SchemaError) {
        guard element.kind == .string else { throw element.mismatch(expected: "the name of a field") }
        let name = element.stringBytes
        let index = members.indices[name] ?? members.add(name, nil)
        guard members.required.insert(index).inserted else {
            throw element.error("the name \(Excerpt.quoted(element.text.span)) is listed twice")
        }
    }
}
