/// Resolves schemas: what several schemas of one value say of it together.
///
/// What a plan cannot check is set aside for a program. Both say the same; plans are faster, and give columns their types.
struct SchemaResolver {
    /// The most values that are resolved: schemas that refer to each other may describe more.
    ///
    /// The others are left to a program.
    private static let maximumValues = 500_000

    let library: SchemaLibrary
    private let policy: UnknownFieldPolicy
    private let recursive: RecursiveSchemas
    private var count = 0

    init(_ library: SchemaLibrary, _ policy: UnknownFieldPolicy) {
        self.library = library
        self.policy = policy
        recursive = RecursiveSchemas(library)
    }

    /// The use of the schema of records.
    var root: SchemaUse {
        SchemaUse(schema: library.root, location: "", scope: [library.resourceNumber(of: library.root)])
    }

    /// Returns what a value must be to which all of `uses` apply.
    ///
    /// - Throws: `SchemaError` if a schema refers to itself without going into the value.
    mutating func resolve(_ uses: [SchemaUse], isRecord: Bool = false) throws(SchemaError) -> ResolvedSchema {
        count += 1
        var resolved = ResolvedSchema()
        if count > Self.maximumValues { resolved.isOpaque = true }
        for use in uses { try add(use, .present, isRecord: isRecord, way: [], to: &resolved) }
        guard mustBeWhole(resolved) else { return resolved }
        return try resolveWhole(uses, isRecord: isRecord)
    }

    /// Whether the parts cannot be checked one by one: one asks what the others have evaluated, or the policy asks
    /// whether a branch names a member.
    private func mustBeWhole(_ resolved: ResolvedSchema) -> Bool {
        if resolved.isOpaque { return true }
        if resolved.looksAtEvaluation { return true }
        return policy != .keep && resolved.hasBranches && resolved.rests.contains { $0.use.isChecked }
    }

    /// Leaves all checks to programs; the parts still give columns their types.
    mutating func resolveWhole(_ uses: [SchemaUse], isRecord: Bool = false) throws(SchemaError) -> ResolvedSchema {
        var resolved = ResolvedSchema()
        if count > Self.maximumValues { resolved.isOpaque = true }
        for use in uses {
            var unchecked = use
            unchecked.isChecked = false
            try add(unchecked, .present, isRecord: isRecord, way: [], to: &resolved)
            if use.isChecked { resolved.rests.append(ResolvedSchema.Rest(use: use, keywords: nil, kinds: .present)) }
        }
        resolved.hasBranches = true
        return resolved
    }
}

extension ResolvedSchema {
    /// Whether a part asks what the others have evaluated.
    fileprivate var looksAtEvaluation: Bool {
        parts.contains { part in
            part.use.isChecked
                && (part.keywords[.unevaluatedProperties] != nil || part.keywords[.unevaluatedItems] != nil)
        }
    }

    /// Adds one of several alternatives, which applies to values of some kinds.
    fileprivate mutating func add(_ branch: ResolvedSchema, of applicable: ValueKind.Set) {
        parts += branch.parts.map { Part(use: $0.use, keywords: $0.keywords, kinds: $0.kinds.intersection(applicable)) }
        rests += branch.rests.map { Rest(use: $0.use, keywords: $0.keywords, kinds: $0.kinds.intersection(applicable)) }
        if branch.hasBranches { hasBranches = true }
    }
}

// MARK: Parts

extension SchemaResolver {
    /// Adds a schema, of the values of some kinds, and what it refers to.
    private mutating func add(
        _ use: SchemaUse,
        _ kinds: ValueKind.Set,
        isRecord: Bool,
        way: [SchemaNode.Key],
        to resolved: inout ResolvedSchema
    ) throws(SchemaError) {
        let schema = use.schema
        guard schema.kind != .true else { return }
        guard schema.kind != .false else {
            if use.isChecked, resolved.refusal == nil { resolved.refusal = use }
            return
        }
        guard !way.contains(schema.key) else { throw schema.error("this schema refers to itself without end") }
        let way = way + [schema.key]
        var keywords = library.keywords(of: schema)
        var kinds = kinds
        if SchemaNullability.passesNull(keywords) { kinds.subtract(ValueKind.Set(.null)) }
        if let reference = keywords.removeValue(forKey: .ref) {
            try follow(reference, use, kinds, isRecord: isRecord, way: way, to: &resolved)
        }
        for (index, inner) in (keywords.removeValue(forKey: .allOf)?.elements ?? []).enumerated() {
            try add(use.inner(inner, "allOf", String(index)), kinds, isRecord: isRecord, way: way, to: &resolved)
        }
        for keyword in [SchemaKeyword.anyOf, .oneOf] {
            guard let alternatives = keywords[keyword] else { continue }
            let isDecided = try addAlternatives(
                alternatives,
                keyword,
                use,
                kinds,
                isRecord: isRecord,
                way: way,
                to: &resolved
            )
            if isDecided { keywords[keyword] = nil }
        }
        resolved.restrictions += try SchemaTypes.restrictions(keywords, use, library)
        let rest = Self.rest(of: &keywords)
        resolved.parts.append(ResolvedSchema.Part(use: use, keywords: keywords, kinds: kinds))
        guard !rest.isEmpty else { return }
        if rest.keys.contains(where: \.mayNameMembers) { resolved.hasBranches = true }
        if use.isChecked { resolved.rests.append(ResolvedSchema.Rest(use: use, keywords: rest, kinds: kinds)) }
        // What a program checks gives columns their types all the same.
        var unchecked = use
        unchecked.isChecked = false
        resolved.parts.append(ResolvedSchema.Part(use: unchecked, keywords: rest, kinds: kinds))
    }

    /// Adds the parts of alternatives of which the kind of a value decides which one applies; returns false, with only
    /// the types of all of them added, if they are not so.
    private mutating func addAlternatives(
        _ list: SchemaNode,
        _ keyword: SchemaKeyword,
        _ use: SchemaUse,
        _ kinds: ValueKind.Set,
        isRecord: Bool,
        way: [SchemaNode.Key],
        to resolved: inout ResolvedSchema
    ) throws(SchemaError) -> Bool {
        var branches: [ResolvedSchema] = []
        for (index, inner) in list.elements.enumerated() {
            var alternative = use.inner(inner, keyword.rawValue, String(index))
            alternative.isAlternative = true
            var branch = ResolvedSchema()
            try add(alternative, kinds, isRecord: isRecord, way: way, to: &branch)
            branches.append(branch)
        }
        let union = AlternativeKinds(branches, within: kinds)
        let isDecided =
            union.areDistinct && !branches.contains { $0.isOpaque || $0.refusal != nil || $0.looksAtEvaluation }
        resolved.restrictions.append(
            ResolvedSchema.Restriction(
                kinds: union.kinds,
                acceptsIntegralDecimals: union.acceptsIntegralDecimals,
                types: union.types,
                keyword: use.failed(keyword.rawValue, in: library),
                isChecked: isDecided && use.isChecked
            )
        )
        guard isDecided else { return false }
        for (branch, applicable) in zip(branches, union.applicable) { resolved.add(branch, of: applicable) }
        return true
    }

    private mutating func follow(
        _ reference: SchemaNode,
        _ use: SchemaUse,
        _ kinds: ValueKind.Set,
        isRecord: Bool,
        way: [SchemaNode.Key],
        to resolved: inout ResolvedSchema
    ) throws(SchemaError) {
        guard let target = library.targets[reference.key] else { return }
        var next = SchemaUse(schema: target, location: use.location + "/$ref")
        next.followsReference = true
        next.scope = use.scope + [library.resourceNumber(of: target)]
        next.isChecked = use.isChecked
        next.isAlternative = use.isAlternative
        // Only its types are of use: all else is left to a program.
        if !isRecord, recursive.contains(target) { resolved.isOpaque = true }
        try add(next, kinds, isRecord: isRecord, way: way, to: &resolved)
    }

    /// Takes the keywords that a plan cannot check out of those of a schema.
    private static func rest(of keywords: inout SchemaKeywords) -> SchemaKeywords {
        var rest: SchemaKeywords = [:]
        func move(_ group: [SchemaKeyword]) {
            for keyword in group { if let value = keywords.removeValue(forKey: keyword) { rest[keyword] = value } }
        }
        move([
            .anyOf, .oneOf, .not, .if, .then, .else, .dependentRequired, .dependentSchemas, .dependencies,
            .propertyNames, .contains, .minContains, .maxContains, .dynamicRef, .recursiveRef,
        ])
        if rest[.if] == nil {
            rest[.then] = nil
            rest[.else] = nil
        }
        if keywords[.patternProperties] != nil {
            move([.patternProperties, .properties, .additionalProperties, .required])
        }
        if keywords[.prefixItems] != nil || keywords[.items]?.kind == .array {
            move([.prefixItems, .items, .additionalItems])
        }
        return rest
    }
}

extension SchemaKeyword {
    /// Whether schemas in it may name members of the same value, or of its items.
    fileprivate var mayNameMembers: Bool {
        switch self {
        case .anyOf, .oneOf, .if, .dependentSchemas, .dependencies, .dynamicRef, .recursiveRef, .patternProperties,
            .prefixItems, .items, .contains:
            true
        default: false
        }
    }
}
