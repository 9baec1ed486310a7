/// The compilation of one value's schema.
extension SchemaCompiler {
    /// Where a value is; this decides what its schema may contain.
    enum Place {
        /// A field of the record.
        case field
        /// A member of an object inside a field.
        case member
        /// An item of an array.
        case item

        /// The keyword that a value fails if its schema is `false`.
        var keyword: String {
            switch self {
            case .field, .member: "properties"
            case .item: "items"
            }
        }
    }

    /// Compiles the schema of a member; `nil` is a member that is required but not in `properties`.
    ///
    /// Such a member is an additional one: if `refusal` refuses those, no object can pass.
    mutating func compileMember(
        _ schema: SchemaNode?,
        refusal: SchemaNode?,
        place: Place
    ) throws(SchemaError) -> ValuePlan {
        guard schema == nil, let refusal else { return try compileValue(schema, place: place) }
        let keyword = Self.keyword(SchemaKeyword.additionalProperties.rawValue, at: refusal.pointer)
        return ValuePlan(kinds: [], typeKeyword: keyword, expectation: "no value here")
    }

    /// Compiles a subschema; `nil` is one that accepts everything.
    mutating func compileValue(_ schema: SchemaNode?, place: Place) throws(SchemaError) -> ValuePlan {
        guard let schema, schema.kind != .true else {
            return ValuePlan(typeKeyword: Self.keyword("type", at: schema?.pointer ?? ""), expectation: "any value")
        }
        guard schema.kind != .false else {
            let keyword = Self.keyword(place.keyword, at: schema.pointer)
            return ValuePlan(kinds: [], typeKeyword: keyword, expectation: "no value here")
        }
        guard schema.kind == .object else { throw schema.mismatch(expected: "a schema") }
        let keywords = try readKeywords(of: schema)
        if place != .field, let cleaning = keywords[.clean] {
            throw cleaning.keyError("\"x-clean\" is supported only for the record's own fields, not inside them")
        }
        let types = try keywords[.type].map { node throws(SchemaError) in try readTypes(node) }
        return try compileValue(schema, keywords, types)
    }

    private mutating func compileValue(
        _ schema: SchemaNode,
        _ keywords: Keywords,
        _ types: [TypeName]?
    ) throws(SchemaError) -> ValuePlan {
        let kinds = types.map { $0.reduce(into: ValueKind.Set()) { $0.formUnion($1.kinds) } } ?? .present
        var expectation = ValueExpectation(types: types)
        let checks = try compileChecks(keywords, &expectation)
        return ValuePlan(
            kinds: kinds,
            acceptsIntegralDecimals: kinds.contains(.integer),
            typeKeyword: Self.keyword("type", at: schema.pointer + "/type"),
            checks: checks,
            members: try compileMembers(schema, keywords),
            items: try compileItems(keywords[.items]),
            expectation: expectation.phrase
        )
    }

    private mutating func compileMembers(
        _ schema: SchemaNode,
        _ keywords: Keywords
    ) throws(SchemaError) -> MemberPlans? {
        let members = try readMembers(keywords)
        guard let table = members.table else { throw schema.error("expected at most 65,534 members") }
        var plans: [ValuePlan] = []
        for member in members.schemas {
            plans.append(try compileMember(member, refusal: members.refusal, place: .member))
        }
        guard members.refusal != nil || !members.required.isEmpty || !plans.allSatisfy(\.acceptsEverything) else {
            return nil
        }
        return MemberPlans(
            names: table,
            plans: plans,
            required: members.required.sorted(),
            requiredLocation: schema.pointer + "/required",
            refusalLocation: members.refusal?.pointer
        )
    }

    private mutating func compileItems(_ node: SchemaNode?) throws(SchemaError) -> ValuePlan? {
        guard let node else { return nil }
        let plan = try compileValue(node, place: .item)
        return plan.acceptsEverything ? nil : plan
    }

    static func keyword(_ name: String, at location: String) -> FailedKeyword {
        FailedKeyword(code: ErrorCode(rawValue: name), location: location)
    }
}
