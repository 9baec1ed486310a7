/// Compiles the keywords that are decided by a value alone, without a look at the schemas of what is inside it.
struct CheckCompiler {
    typealias Check = (node: SchemaNode, keyword: SchemaKeyword, test: ValueCheck.Test)

    /// The order in which the keywords are checked and violations reported.
    private static let order: [SchemaKeyword] = [
        .enum, .const, .minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum, .multipleOf, .minLength, .maxLength,
        .pattern, .format, .minItems, .maxItems, .uniqueItems, .minProperties, .maxProperties,
    ]

    private let assertsFormats: Bool
    /// The numbers of the patterns, by their texts.
    private var patterns: [String: PatternTest] = [:]

    init(assertsFormats: Bool) {
        self.assertsFormats = assertsFormats
    }

    /// Returns the checks of a schema, and says what they expect.
    mutating func checks(
        of keywords: SchemaKeywords,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> [Check] {
        var checks: [Check] = []
        for keyword in Self.order {
            guard let node = keywords[keyword] else { continue }
            guard let test = try test(keyword, node, keywords, &expectation) else { continue }
            checks.append((node, keyword, test))
        }
        return checks
    }

    /// The pattern that is the key of a member.
    mutating func pattern(ofKey node: SchemaNode) throws(SchemaError) -> PatternTest {
        let text = String(decoding: node.keyBytes, as: UTF8.self)
        return try numbered(text) { () throws(SchemaError) in try SchemaForm.patternOfKey(node) }
    }

    private mutating func numbered(
        _ text: String,
        _ compile: () throws(SchemaError) -> Pattern
    ) throws(SchemaError) -> PatternTest {
        if let known = patterns[text] { return known }
        let test = PatternTest(pattern: try compile(), number: patterns.count)
        patterns[text] = test
        return test
    }

    private mutating func test(
        _ keyword: SchemaKeyword,
        _ node: SchemaNode,
        _ keywords: SchemaKeywords,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> ValueCheck.Test? {
        switch keyword {
        case .enum: return .values(try set(node.elements, node, &expectation))
        case .const: return .values(try set([node], node, &expectation))
        case .minimum:
            return bound(keywords[.exclusiveMinimum]?.kind == .true ? .greater : .atLeast, node, &expectation)
        case .maximum: return bound(keywords[.exclusiveMaximum]?.kind == .true ? .less : .atMost, node, &expectation)
        case .exclusiveMinimum: return node.isNumber ? bound(.greater, node, &expectation) : nil
        case .exclusiveMaximum: return node.isNumber ? bound(.less, node, &expectation) : nil
        case .multipleOf:
            expectation.addMultiple(Excerpt.quoted(node.text.span))
            return .multiple(NumberMultiple(of: node.text))
        case .pattern:
            expectation.addPattern(node.string ?? "")
            return .pattern(try numbered(node.string ?? "") { () throws(SchemaError) in try SchemaForm.pattern(node) })
        case .format:
            guard assertsFormats, let format = StringFormat(rawValue: node.string ?? "") else { return nil }
            expectation.format = format
            return .format(FormatTest(format: format))
        case .uniqueItems: return node.kind == .true ? .uniqueItems : nil
        default: return try count(keyword, node, &expectation)
        }
    }

    private func count(
        _ keyword: SchemaKeyword,
        _ node: SchemaNode,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> ValueCheck.Test {
        let count = try SchemaForm.count(node)
        switch keyword {
        case .minLength:
            expectation.lengths.minimum = count
            return .length(StringLength(range: count...Int.max))
        case .maxLength:
            expectation.lengths.maximum = count
            return .length(StringLength(range: 0...count))
        case .minItems:
            expectation.items.minimum = count
            return .itemCount(count...Int.max)
        case .maxItems:
            expectation.items.maximum = count
            return .itemCount(0...count)
        case .minProperties:
            expectation.members.minimum = count
            return .memberCount(count...Int.max)
        default:
            expectation.members.maximum = count
            return .memberCount(0...count)
        }
    }

    private func set(
        _ values: [SchemaNode],
        _ node: SchemaNode,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> ValueSet {
        guard values.count < Int(FieldTable.extraField) else {
            throw node.error("expected at most 65,534 values, found \(values.count)")
        }
        expectation.addChoice(of: values)
        return ValueSet(values)
    }

    private func bound(
        _ relation: NumberBound.Relation,
        _ node: SchemaNode,
        _ expectation: inout ValueExpectation
    ) -> ValueCheck.Test {
        expectation.addBound(relation, Excerpt.quoted(node.text.span))
        return .bound(NumberBound(relation, node.text))
    }
}
