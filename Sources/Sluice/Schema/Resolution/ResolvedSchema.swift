/// What a value must be, with references, `allOf` and simple alternatives resolved: everything that its parts say of it.
///
/// ```
/// {"allOf": [{"$ref": "#/$defs/Name"}, {"maxLength": 9}]}        parts  {"type": "string"}  {"maxLength": 9}
/// {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]}  parts  {"minimum": 0} of numbers; integer or null
/// ```
struct ResolvedSchema: Sendable {
    /// One schema that applies.
    struct Part: Sendable {
        let use: SchemaUse
        /// The keywords that say something of the value and can be checked by a plan.
        var keywords: SchemaKeywords
        /// The kinds of value that the part says something of.
        let kinds: ValueKind.Set
    }

    /// The kinds that one part allows.
    struct Restriction: Sendable {
        let kinds: ValueKind.Set
        let acceptsIntegralDecimals: Bool
        /// In the order in which the schema lists them.
        let types: [SchemaType]
        let keyword: FailedKeyword
        let isChecked: Bool
    }

    /// What only a program can check.
    struct Rest: Sendable {
        let use: SchemaUse
        /// The keywords; `nil` is the whole schema.
        let keywords: SchemaKeywords?
        let kinds: ValueKind.Set
    }

    var parts: [Part] = []
    var restrictions: [Restriction] = []
    var rests: [Rest] = []
    /// Where the schema is `false`.
    var refusal: SchemaUse?
    /// Whether what is inside the value has no columns of its own: the schema refers to itself.
    var isOpaque = false
    /// Whether keywords that a program checks may name members or describe items.
    var hasBranches = false

    /// The kinds that all restrictions allow, or only those that the plan checks.
    func kinds(checkedOnly: Bool = false) -> (kinds: ValueKind.Set, acceptsIntegralDecimals: Bool) {
        var kinds = ValueKind.Set.present
        var acceptsIntegralDecimals = true
        for restriction in restrictions where restriction.isChecked || !checkedOnly {
            let allowsIntegral = restriction.kinds.contains(.decimal) || restriction.acceptsIntegralDecimals
            acceptsIntegralDecimals = acceptsIntegralDecimals && allowsIntegral
            kinds.formIntersection(restriction.kinds)
        }
        return (kinds, acceptsIntegralDecimals && kinds.contains(.integer))
    }

    /// The types of the values, in the order in which the schema lists them; `nil` if it does not restrict them.
    var listedTypes: [SchemaType]? {
        guard let first = restrictions.first else { return nil }
        let kinds = kinds().kinds
        let allowed = first.types.filter { !$0.kinds.intersection(kinds).isEmpty }
        // A number that another part restricts to integers is one.
        return allowed.map { $0 == .number && !kinds.contains(.decimal) ? .integer : $0 }
    }
}

extension ResolvedSchema {
    /// The value of one of our own keywords; those in alternatives do not count.
    func member(_ name: String) -> SchemaNode? {
        for part in parts where !part.use.isAlternative {
            if let value = part.use.schema.member(name) { return value }
        }
        return nil
    }
}

// MARK: Objects

extension ResolvedSchema {
    /// The members that objects are known to have, in order.
    struct Members: Sendable {
        var names: [String] = []
        var nameBytes: [[UInt8]] = []
        /// For each name, the schemas of its value.
        var uses: [[SchemaUse]] = []
        /// The names that must occur, with the place of the keyword that says so; only those that a plan checks.
        var required: [Int: FailedKeyword] = [:]
        /// The names that must occur, whoever checks it.
        var alwaysPresent: Set<Int> = []
        /// `additionalProperties` that refuses others.
        var refusal: FailedKeyword?
        /// The schemas of other members.
        var additional: [SchemaUse] = []
        /// Whether a plan checks the members and nothing says anything of others, so that the policy of the run applies.
        var isOpen = false
        /// Whether the run's policy is applied by a program.
        var hasBranches = false
        /// The list of names that an object must have.
        var requirement: SchemaNode?
        fileprivate var indices: [[UInt8]: Int] = [:]

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
            // `additionalProperties` also says what a name's value must be, but does not hold the name.
            let named = uses[index].first { $0.schema.keyBytes == nameBytes[index] }
            return named?.schema.keyError(message) ?? requirement?.error(message)
        }

        /// What becomes of other members in a run with a policy.
        func unknown(_ policy: UnknownFieldPolicy) -> UnknownMembers {
            if let refusal { return .refuse(refusal) }
            return isOpen && !hasBranches ? UnknownMembers(policy) : .keep
        }

        fileprivate mutating func index(of name: [UInt8]) -> Int {
            if let index = indices[name] { return index }
            indices[name] = count
            nameBytes.append(name)
            names.append(String(decoding: name, as: UTF8.self))
            uses.append([])
            return count - 1
        }
    }

    /// The members of objects; `nil` if nothing is known of them.
    func members(in library: SchemaLibrary) -> Members? {
        guard !isOpaque else { return nil }
        let parts = parts.filter { $0.kinds.contains(.object) && $0.hasMembers }
        guard !parts.isEmpty else { return nil }
        var members = Members()
        members.hasBranches = hasBranches
        for part in parts {
            for schema in part.keywords[.properties]?.members.map(\.value) ?? [] {
                _ = members.index(of: schema.keyBytes)
            }
        }
        for part in parts { part.addRequired(to: &members, library) }
        for part in parts { part.addUses(to: &members, library) }
        members.isOpen =
            parts.contains { $0.use.isChecked && $0.keywords[.properties] != nil }
            && !parts.contains { $0.keywords[.additionalProperties] != nil }
        return members
    }

    /// The schemas of the values of a map; `nil` for another object.
    ///
    /// A map is an object with `additionalProperties`, or with one pattern and no other members, and without
    /// `properties`: so no alternative can say of a member that it is no value of the map.
    var mapValues: [SchemaUse]? {
        guard !isOpaque else { return nil }
        var values: [SchemaUse] = []
        for part in parts where part.kinds.contains(.object) && part.hasMembers {
            guard let own = part.mapValues else { return nil }
            values += own
        }
        return values.isEmpty ? nil : values
    }
}

extension ResolvedSchema.Part {
    fileprivate var hasMembers: Bool {
        [SchemaKeyword.properties, .required, .additionalProperties, .patternProperties].contains {
            keywords[$0] != nil
        }
    }

    /// What the part says of the values of a map, if that is nothing against its being one.
    fileprivate var mapValues: [SchemaUse]? {
        guard (keywords[.properties]?.members ?? []).isEmpty else { return nil }
        let additional = keywords[.additionalProperties]
        let patterns = keywords[.patternProperties]?.members ?? []
        if let pattern = patterns.first {
            guard patterns.count == 1, additional?.kind == .false else { return nil }
            return [use.inner(pattern.value, "patternProperties", pattern.key)]
        }
        guard let additional, additional.kind != .true else { return [] }
        guard additional.kind == .object else { return nil }
        return additional.members.isEmpty ? [] : [use.inner(additional, "additionalProperties")]
    }

    /// The place of a keyword in violations.
    func failed(_ keyword: SchemaKeyword, in library: SchemaLibrary) -> FailedKeyword {
        use.failed(keyword.rawValue, in: library)
    }

    fileprivate func addRequired(to members: inout ResolvedSchema.Members, _ library: SchemaLibrary) {
        guard let required = keywords[.required] else { return }
        if members.requirement == nil { members.requirement = required }
        for element in required.elements {
            let index = members.index(of: element.stringBytes)
            members.alwaysPresent.insert(index)
            guard use.isChecked, members.required[index] == nil else { continue }
            members.required[index] = failed(.required, in: library)
        }
    }

    /// Adds what the part says of each name: the schema in `properties`, else that of `additionalProperties`.
    fileprivate func addUses(to members: inout ResolvedSchema.Members, _ library: SchemaLibrary) {
        let additional = keywords[.additionalProperties]
        if let additional, use.isChecked {
            if additional.kind == .false {
                if members.refusal == nil { members.refusal = failed(.additionalProperties, in: library) }
            } else if additional.kind == .object {
                members.additional.append(use.inner(additional, "additionalProperties"))
            }
        }
        var own: [[UInt8]: SchemaNode] = [:]
        for schema in keywords[.properties]?.members.map(\.value) ?? [] { own[schema.keyBytes] = schema }
        for index in members.names.indices {
            if let schema = own[members.nameBytes[index]] {
                members.uses[index].append(use.inner(schema, "properties", members.names[index]))
            } else if let additional, use.isChecked {
                members.uses[index].append(use.inner(additional, "additionalProperties"))
            }
        }
    }
}

// MARK: Arrays

extension ResolvedSchema {
    /// The schemas of the items of arrays; `nil` if nothing is known of them, or not the same of all.
    var items: [SchemaUse]? { hasItemList ? nil : itemUses }

    /// The schemas that apply to all items of arrays; `nil` if there are none.
    var itemUses: [SchemaUse]? {
        guard !isOpaque else { return nil }
        let uses = parts.filter { $0.kinds.contains(.array) && !$0.hasItemList }.compactMap { part in
            part.keywords[.items].map { part.use.inner($0, "items") }
        }
        return uses.isEmpty ? nil : uses
    }

    /// Whether some schema describes items by their positions, which a program checks.
    var hasItemList: Bool { parts.contains { $0.kinds.contains(.array) && $0.hasItemList } }
}

extension ResolvedSchema.Part {
    fileprivate var hasItemList: Bool { keywords[.items]?.kind == .array || keywords[.prefixItems] != nil }
}

extension SchemaUse {
    /// A keyword of the schema as named in violations.
    func failed(_ keyword: String, in library: SchemaLibrary) -> FailedKeyword {
        FailedKeyword(
            code: ErrorCode(rawValue: keyword),
            location: location + JSONPointer.token(keyword),
            absoluteLocation: followsReference ? library.location(of: schema) + JSONPointer.token(keyword) : ""
        )
    }
}
