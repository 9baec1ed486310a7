/// Compiles a schema that has been read into plans for columns, and a program for what plans cannot check.
struct SchemaCompiler {
    private let library: SchemaLibrary
    private let isPartial: Bool
    /// The policy for objects whose schema names members and leaves others open.
    private let unknownFields: UnknownFieldPolicy
    private var resolver: SchemaResolver
    private var program: ProgramCompiler
    /// What a user may not expect of the schema.
    private(set) var notes: [SchemaError] = []
    private var cleaningRules: [CleaningRuleName] = []
    /// The schemas whose `x-clean` is applied.
    private var cleaned: Set<SchemaNode.Key> = []
    /// The errors found so far: compilation continues after each one, so that all of them are reported at once.
    private var errors: [SchemaError] = []
    /// Whether the field being compiled leaves a check to a program.
    private var leavesRests = false

    /// `isPartial` says that the library lacks what is wrong with the schema: what depends on it is not reported.
    init(_ library: SchemaLibrary, _ options: SchemaOptions, isPartial: Bool = false) {
        self.library = library
        self.isPartial = isPartial
        unknownFields = options.unknownFields
        resolver = SchemaResolver(library, options.unknownFields)
        program = ProgramCompiler(library, assertsFormats: options.assertsFormats)
    }

    /// Compiles the schema of a record.
    mutating func compile() throws(SchemaError) -> CompiledSchema {
        do throws(SchemaError) {
            let schema = try compileRecord()
            guard let error = SchemaError(errors) else { return schema }
            throw error
        } catch {
            throw SchemaError(errors + error.all) ?? error
        }
    }

    /// Returns what `compile` returns; `nil` if it fails, with its error kept.
    ///
    /// - Throws: the error, if there are too many.
    mutating func collectingErrors<Plan>(
        _ compile: (inout Self) throws(SchemaError) -> Plan
    ) throws(SchemaError) -> Plan? {
        do throws(SchemaError) {
            return try compile(&self)
        } catch {
            guard errors.count + 1 < SchemaError.maximum else { throw error }
            errors += error.all
            return nil
        }
    }

    mutating func report(_ error: SchemaError?) throws(SchemaError) {
        guard let error else { return }
        _ = try collectingErrors { _ throws(SchemaError) in throw error }
    }

    /// Registers a rule for counting, and returns its index.
    mutating func addCleaningRule(_ rule: CleaningRuleName) -> Int {
        cleaningRules.append(rule)
        return cleaningRules.count - 1
    }

    /// Warns of names that Spark does not distinguish; Parquet files cannot have them at all.
    private mutating func warnOfEqualNames(_ members: ResolvedSchema.Members) {
        for (index, other) in members.equalNames {
            let reason =
                "the name \"\(Excerpt.path(members.names[index]))\" differs from \"\(Excerpt.path(other))\" only in case,"
                + " which Spark does not distinguish unless it is told to (spark.sql.caseSensitive)"
            if var note = members.error(reason, at: index) {
                note.isCheckedForParquet = true
                notes.append(note)
            }
        }
    }
}

// MARK: Records

extension SchemaCompiler {
    private mutating func compileRecord() throws(SchemaError) -> CompiledSchema {
        let record = try resolver.resolve([resolver.root], isRecord: true)
        if !record.kinds().kinds.contains(.object) {
            let type = library.keywords(of: library.root)[.type] ?? library.root
            try report(type.error("expected a schema that describes an object: every record is one"))
        }
        let members = record.members(in: library) ?? ResolvedSchema.Members()
        warnOfEqualNames(members)
        guard members.count < Int(FieldTable.extraField), let table = members.table else {
            let keywords = library.keywords(of: library.root)
            throw (keywords[.properties] ?? keywords[.required] ?? library.root).error("expected at most 65,534 fields")
        }
        var plans: [FieldPlan] = []
        for index in members.names.indices {
            let plan = try collectingErrors { compiler throws(SchemaError) in try compiler.compileField(index, members)
            }
            if let plan { plans.append(plan) }
        }
        let extraFields = try collectingErrors { compiler throws(SchemaError) in
            try compiler.compileAdditional(members, of: nil)
        }
        let checks = recordChecks(record)
        try refuseUnusedCleaning()
        return CompiledSchema(
            fields: table,
            plans: plans,
            unknownFields: members.unknown(unknownFields),
            extraFields: extraFields ?? nil,
            recordChecks: checks,
            program: try program.finish(),
            unknownMembers: unknownFields,
            cleaningRules: cleaningRules
        )
    }

    /// The checks of records as wholes.
    private mutating func recordChecks(_ record: ResolvedSchema) -> [ProgramCheck] {
        var checks = record.rests.filter { $0.kinds.contains(.object) }.map { check(of: $0) }
        let ofObjects: [SchemaKeyword] = [.enum, .const, .minProperties, .maxProperties]
        for part in record.parts where part.use.isChecked && part.kinds.contains(.object) {
            let keywords = part.keywords.filter { ofObjects.contains($0.key) }
            guard !keywords.isEmpty else { continue }
            checks.append(check(of: ResolvedSchema.Rest(use: part.use, keywords: keywords, kinds: .present)))
        }
        if let refusal = record.refusal {
            checks.append(check(of: ResolvedSchema.Rest(use: refusal, keywords: nil, kinds: .present)))
        }
        return checks
    }

    private mutating func check(of rest: ResolvedSchema.Rest) -> ProgramCheck {
        let unit = rest.keywords.map { program.unit(of: $0, in: rest.use.schema) } ?? program.unit(for: rest.use.schema)
        return ProgramCheck(
            unit: unit,
            kinds: rest.kinds,
            location: rest.use.location,
            followsReference: rest.use.followsReference,
            scope: rest.use.scope
        )
    }

    private mutating func compileField(
        _ index: Int,
        _ members: ResolvedSchema.Members
    ) throws(SchemaError) -> FieldPlan {
        let name = members.names[index]
        let pointer = JSONPointer.token(name)
        let cleaning = try compileCleaning(of: members.uses[index], field: pointer)
        return FieldPlan(
            name: name,
            pointer: pointer,
            required: members.required[index],
            isAlwaysPresent: members.alwaysPresent.contains(index),
            cleaning: cleaning,
            value: try compileField(members.uses[index], .field(name))
        )
    }

    /// Compiles the value of a field.
    ///
    /// If the policy drops members inside it, and a program decides which, that program must see the field as a whole.
    private mutating func compileField(_ uses: [SchemaUse], _ place: ValueLocation) throws(SchemaError) -> ValuePlan {
        guard unknownFields == .drop else { return try compileValue(uses, place) }
        leavesRests = false
        let rules = cleaningRules.count
        let plan = try compileValue(uses, place)
        guard leavesRests, !plan.isWhole else { return plan }
        cleaningRules.removeLast(cleaningRules.count - rules)
        return try compileValue(uses, place, asWhole: true)
    }

    /// Compiles the cleaning rules that the schemas of a field have.
    private mutating func compileCleaning(
        of uses: [SchemaUse],
        field: String
    ) throws(SchemaError) -> [CleaningStep] {
        let resolved = try resolver.resolve(uses)
        var steps: [CleaningStep] = []
        var seen: Set<SchemaNode.Key> = []
        for part in resolved.parts where !part.use.isAlternative && seen.insert(part.use.schema.key).inserted {
            cleaned.insert(part.use.schema.key)
            let compiled = try collectingErrors { compiler throws(SchemaError) in
                try compiler.compileCleaning(of: part.use.schema, at: part.use.location, field: field)
            }
            steps += compiled ?? []
        }
        return steps
    }

    /// Refuses cleaning rules where none are applied.
    private mutating func refuseUnusedCleaning() throws(SchemaError) {
        for schema in ReachableSchemas(library).withCleaning where !cleaned.contains(schema.key) {
            let cleaning = library.keywords(of: schema)[.clean] ?? schema
            try report(
                cleaning.keyError(
                    "\"x-clean\" is supported only for the record's own fields, not inside them or in alternatives"
                )
            )
        }
    }
}

// MARK: Values

extension SchemaCompiler {
    /// Compiles what the value at a place must be.
    private mutating func compileValue(
        _ uses: [SchemaUse],
        _ place: ValueLocation,
        asWhole: Bool = false
    ) throws(SchemaError) -> ValuePlan {
        let schema = try asWhole ? resolver.resolveWhole(uses) : resolver.resolve(uses)
        if let refusal = schema.refusal { return refusalPlan(refusal, place) }
        if !schema.rests.isEmpty { leavesRests = true }
        let types = ColumnTypes(schema)
        let column = place.isTyped ? types.single : nil
        let decimal = try decimal(of: schema, holding: types.single)
        let kinds = schema.kinds(checkedOnly: true)
        var expectation = ValueExpectation(types: schema.listedTypes)
        let checks = try compileChecks(schema, &expectation)
        let members = try compileMembers(schema, place, isTyped: column == .object)
        let items = try compileItems(schema, place.item(isTyped: column == .array && !schema.hasItemList))
        return ValuePlan(
            kinds: kinds.kinds,
            acceptsIntegralDecimals: kinds.acceptsIntegralDecimals,
            integerRule: column == .integer ? addCleaningRule(place.canonicalInteger) : nil,
            isWideInteger: decimal?.isBeyondInt64 ?? false,
            refusal: FailedKeyword(
                code: ErrorCode(rawValue: SchemaKeyword.type.rawValue),
                location: uses.first?.location ?? ""
            ),
            restrictions: schema.restrictions.filter(\.isChecked).map { restriction in
                KindRestriction(
                    restriction.kinds,
                    acceptsIntegralDecimals: restriction.acceptsIntegralDecimals,
                    restriction.keyword
                )
            },
            checks: checks,
            members: members,
            items: items,
            programs: schema.rests.map { check(of: $0) },
            isWhole: asWhole,
            expectation: expectation.phrase
        )
    }

    private func refusalPlan(_ refusal: SchemaUse, _ place: ValueLocation) -> ValuePlan {
        let additional = SchemaKeyword.additionalProperties.rawValue
        let isAdditional = refusal.location.hasSuffix("/" + additional)
        let keyword = FailedKeyword(
            code: ErrorCode(rawValue: isAdditional ? additional : place.keyword),
            location: refusal.location,
            absoluteLocation: refusal.followsReference ? library.location(of: refusal.schema) : ""
        )
        return ValuePlan(kinds: [], refusal: keyword, expectation: "no value here")
    }

    private mutating func compileChecks(
        _ schema: ResolvedSchema,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> [ValueCheck] {
        var tests: [(part: ResolvedSchema.Part, check: CheckCompiler.Check)] = []
        for part in schema.parts where part.use.isChecked {
            let found = try program.withChecks { checks throws(SchemaError) in
                try checks.checks(of: part.keywords, &expectation)
            }
            tests += found.map { (part, $0) }
        }
        // Only now are the phrases complete: `an integer of at least 1 and of at most 9`.
        return tests.map { part, check in
            ValueCheck(
                keyword: part.failed(check.keyword, in: library),
                test: check.test,
                kinds: part.kinds,
                expectation: expectation.phrase(for: check.test)
            )
        }
    }

    /// Returns the decimal type that `x-parquet` requests, and that the values can have.
    private mutating func decimal(
        of schema: ResolvedSchema,
        holding type: SchemaType?
    ) throws(SchemaError) -> DecimalKeyword? {
        guard let node = schema.member(ParquetKeyword.type), let decimal = DecimalKeyword(node.string ?? "") else {
            return nil
        }
        if type != .number, type != .integer, !isPartial {
            let reason = "a decimal column holds numbers: the type must be \"number\" or \"integer\""
            try report(node.keyError(reason))
        }
        return decimal
    }

    private mutating func compileMembers(
        _ schema: ResolvedSchema,
        _ object: ValueLocation,
        isTyped: Bool
    ) throws(SchemaError) -> MemberPlans? {
        guard let members = schema.members(in: library) else { return nil }
        if isTyped { warnOfEqualNames(members) }
        guard let table = members.table else { throw library.root.error("expected at most 65,534 members") }
        let mapValues = isTyped ? schema.mapValues : nil
        var plans: [ValuePlan] = []
        for (name, uses) in zip(members.names, members.uses) {
            let (uses, place) = (mapValues ?? uses, object.member(name, isTyped: isTyped))
            let plan = try collectingErrors { compiler throws(SchemaError) in try compiler.compileValue(uses, place) }
            if let plan { plans.append(plan) }
        }
        let others = try compileAdditional(members, of: object, mapValues)
        let unknown = members.unknown(unknownFields)
        guard !unknown.areKept || !members.required.isEmpty || others != nil || !plans.allSatisfy(\.acceptsEverything)
        else { return nil }
        return MemberPlans(
            names: table,
            plans: plans,
            required: members.required.keys.sorted(),
            requirements: members.names.indices.map { members.required[$0] },
            unknown: unknown,
            others: others
        )
    }

    /// Compiles what members must be that are not named; `nil` if anything passes.
    private mutating func compileAdditional(
        _ members: ResolvedSchema.Members,
        of object: ValueLocation?,
        _ mapValues: [SchemaUse]? = nil
    ) throws(SchemaError) -> ValuePlan? {
        let uses = mapValues ?? members.additional
        guard !uses.isEmpty else { return nil }
        let plan =
            if let object {
                try compileValue(uses, object.member("*", isTyped: mapValues != nil))
            } else {
                try compileField(uses, .field("*").untyped)
            }
        return plan.acceptsEverything ? nil : plan
    }

    private mutating func compileItems(
        _ schema: ResolvedSchema,
        _ place: ValueLocation
    ) throws(SchemaError) -> ValuePlan? {
        guard let uses = schema.itemUses else { return nil }
        let plan = try compileValue(uses, place)
        return plan.acceptsEverything ? nil : plan
    }
}
