/// The compilation of one value's schema.
extension SchemaCompiler {
    /// Compiles the schema of a member; `nil` is a member that is required but not in `properties`.
    ///
    /// Such a member is an additional one: if `refusal` refuses those, no object can pass.
    mutating func compileMember(
        _ schema: SchemaNode?,
        refusal: SchemaNode?,
        _ place: ValueLocation
    ) throws(SchemaError) -> ValuePlan {
        guard schema == nil, let refusal else { return try compileValue(schema, place) }
        let keyword = Self.keyword(SchemaKeyword.additionalProperties.rawValue, at: refusal.pointer)
        return ValuePlan(kinds: [], typeKeyword: keyword, expectation: "no value here")
    }

    /// Compiles a subschema; `nil` is one that accepts everything.
    mutating func compileValue(_ schema: SchemaNode?, _ place: ValueLocation) throws(SchemaError) -> ValuePlan {
        guard let schema, schema.kind != .true else {
            return ValuePlan(typeKeyword: Self.keyword("type", at: schema?.pointer ?? ""), expectation: "any value")
        }
        guard schema.kind != .false else {
            let keyword = Self.keyword(place.keyword, at: schema.pointer)
            return ValuePlan(kinds: [], typeKeyword: keyword, expectation: "no value here")
        }
        guard schema.kind == .object else { throw schema.mismatch(expected: "a schema") }
        let keywords = try readKeywords(of: schema)
        if place.role != .field, let cleaning = keywords[.clean] {
            throw cleaning.keyError("\"x-clean\" is supported only for the record's own fields, not inside them")
        }
        var types: [TypeName]?
        if let node = keywords[.type] {
            types = try collectingErrors { compiler throws(SchemaError) in try compiler.readTypes(node) }
        }
        return try compileValue(schema, keywords, types, place)
    }

    private mutating func compileValue(
        _ schema: SchemaNode,
        _ keywords: Keywords,
        _ types: [TypeName]?,
        _ place: ValueLocation
    ) throws(SchemaError) -> ValuePlan {
        let hasTypes = types != nil || keywords[.type] == nil
        let single = hasTypes ? try ValueTypes(keywords, self).single : nil
        let column = place.isTyped ? single : nil
        let decimal = hasTypes ? try decimal(of: schema, holding: single) : nil
        let kinds = types.map { $0.reduce(into: ValueKind.Set()) { $0.formUnion($1.kinds) } } ?? .present
        var expectation = ValueExpectation(types: types)
        let checks = try compileChecks(keywords, &expectation)
        let members = try collectingErrors { compiler throws(SchemaError) in
            try compiler.compileMembers(schema, keywords, place, isTyped: column == .object)
        }
        let items = try collectingErrors { compiler throws(SchemaError) in
            try compiler.compileItems(keywords[.items], place.item(isTyped: column == .array))
        }
        return ValuePlan(
            kinds: kinds,
            acceptsIntegralDecimals: kinds.contains(.integer),
            integerRule: column == .integer ? addCleaningRule(place.canonicalInteger) : nil,
            isWideInteger: decimal?.isBeyondInt64 ?? false,
            typeKeyword: Self.keyword("type", at: schema.pointer + "/type"),
            checks: checks,
            members: members ?? nil,
            items: items ?? nil,
            expectation: expectation.phrase
        )
    }

    /// Returns the decimal type that `x-parquet` requests, and that the values can have.
    private mutating func decimal(
        of schema: SchemaNode,
        holding type: TypeName?
    ) throws(SchemaError) -> DecimalKeyword? {
        guard let decimal = schema.decimal,
            let node = schema.members.first(where: { $0.key == ParquetKeyword.type })?.value
        else { return nil }
        if type != .number, type != .integer {
            let reason = "a decimal column holds numbers: the type must be \"number\" or \"integer\""
            _ = try collectingErrors { _ throws(SchemaError) in throw node.keyError(reason) }
        }
        return decimal
    }

    private mutating func compileMembers(
        _ schema: SchemaNode,
        _ keywords: Keywords,
        _ object: ValueLocation,
        isTyped: Bool
    ) throws(SchemaError) -> MemberPlans? {
        let members = try readMembers(keywords)
        if isTyped { warnOfEqualNames(members) }
        guard let table = members.table else { throw schema.error("expected at most 65,534 members") }
        var plans: [ValuePlan] = []
        for (name, member) in zip(members.names, members.schemas) {
            let place = object.member(name, isTyped: isTyped)
            let plan = try collectingErrors { compiler throws(SchemaError) in
                try compiler.compileMember(member, refusal: members.refusal, place)
            }
            if let plan { plans.append(plan) }
        }
        guard !members.unknown.areKept || !members.required.isEmpty || !plans.allSatisfy(\.acceptsEverything) else {
            return nil
        }
        return MemberPlans(
            names: table,
            plans: plans,
            required: members.required.sorted(),
            isRequired: plans.indices.map(members.required.contains),
            requiredLocation: schema.pointer + "/required",
            unknown: members.unknown
        )
    }

    private mutating func compileItems(_ node: SchemaNode?, _ place: ValueLocation) throws(SchemaError) -> ValuePlan? {
        guard let node else { return nil }
        let plan = try compileValue(node, place)
        return plan.acceptsEverything ? nil : plan
    }

    static func keyword(_ name: String, at location: String) -> FailedKeyword {
        FailedKeyword(code: ErrorCode(rawValue: name), location: location)
    }
}
