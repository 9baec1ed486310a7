/// Compiles the schemas of a library to units, each when it is first needed.
struct ProgramCompiler {
    private let library: SchemaLibrary
    private var checks: CheckCompiler
    private var numbers: [SchemaNode.Key: Int] = [:]
    private var units: [ProgramUnit?] = []
    /// The schemas whose units have a number and are still to be compiled.
    private var pending: [(number: Int, schema: SchemaNode, keywords: SchemaKeywords)] = []

    init(_ library: SchemaLibrary, assertsFormats: Bool) {
        self.library = library
        checks = CheckCompiler(assertsFormats: assertsFormats)
    }

    /// Returns the number of a schema's unit.
    mutating func unit(for schema: SchemaNode) -> Int {
        if let number = numbers[schema.key] { return number }
        let number = unit(of: library.keywords(of: schema), in: schema)
        numbers[schema.key] = number
        return number
    }

    /// Returns the number of a unit that checks some of the keywords of a schema.
    mutating func unit(of keywords: SchemaKeywords, in schema: SchemaNode) -> Int {
        units.append(nil)
        pending.append((units.count - 1, schema, keywords))
        return units.count - 1
    }

    /// The checks of keywords that a column's plan takes over.
    mutating func withChecks<Result>(
        _ body: (inout CheckCompiler) throws(SchemaError) -> Result
    ) throws(SchemaError) -> Result {
        try body(&checks)
    }

    /// Compiles all units that are needed, and returns the program.
    mutating func finish() throws(SchemaError) -> SchemaProgram {
        var dynamicAnchors: [String: [Int: Int]] = [:]
        var recursiveAnchors: [Int: Int] = [:]
        for number in library.resources.indices {
            for (name, schema) in library.resources[number].dynamicAnchors {
                dynamicAnchors[name, default: [:]][number] = unit(for: schema)
            }
            let root = library.resources[number].root
            if library.resources[number].isRecursive { recursiveAnchors[number] = unit(for: root) }
        }
        while let (number, schema, keywords) = pending.popLast() {
            units[number] = try compile(schema, keywords)
        }
        let units = units.compactMap { $0 }
        try EndlessReference.check(units)
        return SchemaProgram(units: units, dynamicAnchors: dynamicAnchors, recursiveAnchors: recursiveAnchors)
    }
}

// MARK: Units

extension ProgramCompiler {
    /// In which order the keywords of a schema are checked: what is cheap first, and what others evaluate last.
    private static let order: [SchemaKeyword] = [
        .ref, .dynamicRef, .recursiveRef, .allOf, .properties, .dependentRequired, .dependentSchemas, .dependencies,
        .propertyNames, .prefixItems, .items, .contains, .anyOf, .oneOf, .not, .if, .unevaluatedItems,
        .unevaluatedProperties,
    ]

    private mutating func compile(_ schema: SchemaNode, _ keywords: SchemaKeywords) throws(SchemaError) -> ProgramUnit {
        var compiled: [ProgramUnit.Keyword] = []
        var expectation = ValueExpectation(types: nil)
        if schema.kind == .false {
            compiled.append(ProgramUnit.Keyword(name: .not, rule: .never, expectation: "no value here"))
        }
        let types = try keywords[.type].map(SchemaForm.types)
        if types != nil { expectation = ValueExpectation(types: types) }
        let tests = try checks.checks(of: keywords, &expectation)
        if let types { compiled.append(typeKeyword(types, keywords, expectation)) }
        for (_, keyword, test) in tests {
            let rule = test.ofText.map { .check($0, kinds: $0.kinds) } ?? ProgramRule.contents(test)
            let phrase = expectation.phrase(for: test)
            compiled.append(ProgramUnit.Keyword(name: keyword, rule: rule, expectation: phrase))
        }
        for keyword in Self.order {
            for rule in try rules(keyword, schema, keywords) {
                compiled.append(ProgramUnit.Keyword(name: keyword, rule: rule))
            }
        }
        return ProgramUnit(
            keywords: compiled,
            resource: library.resourceNumber(of: schema),
            location: library.location(of: schema),
            label: SchemaLabel.text(of: schema, keywords, expectation)
        )
    }

    private func typeKeyword(
        _ types: [SchemaType],
        _ keywords: SchemaKeywords,
        _ expectation: ValueExpectation
    ) -> ProgramUnit.Keyword {
        var kinds = types.reduce(into: ValueKind.Set()) { $0.formUnion($1.kinds) }
        if keywords[.nullable]?.kind == .true { kinds.formUnion(ValueKind.Set(.null)) }
        return ProgramUnit.Keyword(
            name: .type,
            rule: .kinds(kinds, acceptsIntegralDecimals: kinds.contains(.integer)),
            expectation: expectation.phrase
        )
    }

    private mutating func rules(
        _ keyword: SchemaKeyword,
        _ schema: SchemaNode,
        _ keywords: SchemaKeywords
    ) throws(SchemaError) -> [ProgramRule] {
        guard keyword == .dependencies, let value = keywords[keyword] else {
            guard let rule = try rule(keyword, schema, keywords) else { return [] }
            return [rule]
        }
        let members = value.members.map(\.value)
        return [.dependentRequired(Self.names(members)), .dependentSchemas(schemas(members))]
    }

    private mutating func rule(
        _ keyword: SchemaKeyword,
        _ schema: SchemaNode,
        _ keywords: SchemaKeywords
    ) throws(SchemaError) -> ProgramRule? {
        if keyword == .properties { return try memberRule(schema, keywords).map(ProgramRule.members) }
        guard let value = keywords[keyword] else { return nil }
        switch keyword {
        case .ref: return .reference(target(of: value))
        case .dynamicRef: return dynamicReference(value)
        case .recursiveRef: return .recursiveReference(target(of: value))
        case .allOf: return .all(unitNumbers(value))
        case .anyOf: return .any(unitNumbers(value))
        case .oneOf: return .one(unitNumbers(value))
        case .not: return .not(unit(for: value))
        case .if: return condition(value, keywords)
        case .dependentRequired: return .dependentRequired(Self.names(value.members.map(\.value)))
        case .dependentSchemas: return .dependentSchemas(schemas(value.members.map(\.value)))
        case .propertyNames: return .propertyNames(unit(for: value))
        case .prefixItems: return .prefixItems(unitNumbers(value))
        case .items: return itemsRule(value, keywords)
        case .contains: return try containsRule(value, schema, keywords)
        case .unevaluatedItems: return .unevaluatedItems(unit(for: value))
        case .unevaluatedProperties: return .unevaluatedProperties(unit(for: value))
        default: return nil
        }
    }

    private mutating func target(of reference: SchemaNode) -> Int {
        unit(for: library.targets[reference.key] ?? library.root)
    }

    /// A reference is dynamic only if its own target has a dynamic anchor of that name.
    private mutating func dynamicReference(_ reference: SchemaNode) -> ProgramRule {
        let number = target(of: reference)
        let anchor = URIReference(reference.string ?? "").fragmentText
        guard let target = library.targets[reference.key],
            library.keywords(of: target)[.dynamicAnchor]?.string == anchor
        else { return .reference(number) }
        return .dynamicReference(anchor: anchor, unit: number)
    }

    private mutating func unitNumbers(_ list: SchemaNode) -> [Int] {
        list.elements.map { unit(for: $0) }
    }

    private mutating func condition(_ value: SchemaNode, _ keywords: SchemaKeywords) -> ProgramRule {
        .condition(
            if: unit(for: value),
            then: keywords[.then].map { unit(for: $0) },
            else: keywords[.else].map { unit(for: $0) }
        )
    }

    private static func names(_ lists: [SchemaNode]) -> [(name: [UInt8], required: [[UInt8]])] {
        lists.filter { $0.kind == .array }.map { ($0.keyBytes, $0.elements.map(\.stringBytes)) }
    }

    private mutating func schemas(_ members: [SchemaNode]) -> [(name: [UInt8], unit: Int)] {
        members.filter { $0.kind != .array }.map { ($0.keyBytes, unit(for: $0)) }
    }
}

// MARK: Objects and arrays

extension ProgramCompiler {
    private mutating func memberRule(
        _ schema: SchemaNode,
        _ keywords: SchemaKeywords
    ) throws(SchemaError) -> MemberRule? {
        let used: [SchemaKeyword] = [.properties, .patternProperties, .additionalProperties, .required]
        guard used.contains(where: { keywords[$0] != nil }) else { return nil }
        var names: [[UInt8]] = []
        var numbers: [Int?] = []
        for member in keywords[.properties]?.members.map(\.value) ?? [] {
            names.append(member.keyBytes)
            numbers.append(unit(for: member))
        }
        var isRequired = names.map { _ in false }
        var indices = Dictionary(zip(names, names.indices)) { first, _ in first }
        for element in keywords[.required]?.elements ?? [] {
            let name = element.stringBytes
            let index = indices[name] ?? names.count
            if index == names.count {
                indices[name] = index
                names.append(name)
                numbers.append(nil)
                isRequired.append(true)
            }
            isRequired[index] = true
        }
        guard names.count < Int(FieldTable.extraField) else { throw schema.error("expected at most 65,534 members") }
        let additional = keywords[.additionalProperties]
        return MemberRule(
            names: FieldTable(names: names),
            units: numbers,
            isRequired: isRequired,
            patterns: try patterns(keywords[.patternProperties]?.members.map(\.value) ?? []),
            additional: additional.map { unit(for: $0) },
            refusesAdditional: additional?.kind == .false,
            isOpen: keywords[.properties] != nil && additional == nil
        )
    }

    private mutating func patterns(
        _ members: [SchemaNode]
    ) throws(SchemaError) -> [(test: PatternTest, text: String, unit: Int)] {
        var patterns: [(test: PatternTest, text: String, unit: Int)] = []
        for member in members {
            let text = String(decoding: member.keyBytes, as: UTF8.self)
            patterns.append((try checks.pattern(ofKey: member), text, unit(for: member)))
        }
        return patterns
    }

    private mutating func itemsRule(_ value: SchemaNode, _ keywords: SchemaKeywords) -> ProgramRule? {
        guard value.kind == .array else {
            return .items(from: keywords[.prefixItems]?.elements.count ?? 0, unit: unit(for: value))
        }
        return .itemList(unitNumbers(value), rest: keywords[.additionalItems].map { unit(for: $0) })
    }

    private mutating func containsRule(
        _ value: SchemaNode,
        _ schema: SchemaNode,
        _ keywords: SchemaKeywords
    ) throws(SchemaError) -> ProgramRule {
        let least = try keywords[.minContains].map(SchemaForm.count) ?? 1
        let most = try keywords[.maxContains].map(SchemaForm.count) ?? Int.max
        // From draft 2020-12 on, an item that is contained counts as evaluated.
        let marks = library.dialect(of: schema) >= .draft2020
        return .contains(unit: unit(for: value), least: least, most: most, marks: marks)
    }
}
