/// The keywords that are checked against a value's text.
extension SchemaCompiler {
    /// The order in which the keywords are checked and violations reported.
    private static let checkOrder: [SchemaKeyword] = [
        .enum, .const, .minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum, .multipleOf, .minLength, .maxLength,
        .minItems, .maxItems,
    ]

    mutating func compileChecks(_ keywords: Keywords, _ expectation: inout ValueExpectation) throws(SchemaError)
        -> [ValueCheck]
    {
        var tests: [(node: SchemaNode, keyword: SchemaKeyword, test: ValueCheck.Test)] = []
        for keyword in Self.checkOrder {
            guard let node = keywords[keyword] else { continue }
            let test = try collectingErrors { compiler throws(SchemaError) in
                try compiler.compileTest(keyword, node, &expectation)
            }
            if let test { tests.append((node, keyword, test)) }
        }
        // Only now are the phrases complete: `an integer of at least 1 and of at most 9`.
        return tests.map { node, keyword, test in
            ValueCheck(
                keyword: Self.keyword(keyword.rawValue, at: node.pointer),
                test: test,
                expectation: expectation.phrase(for: test)
            )
        }
    }

    private func compileTest(
        _ keyword: SchemaKeyword,
        _ node: SchemaNode,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> ValueCheck.Test {
        switch keyword {
        case .enum:
            guard node.kind == .array else { throw node.mismatch(expected: "an array of values") }
            return .values(try compileSet(node.elements, node, &expectation))
        case .const: return .values(try compileSet([node], node, &expectation))
        case .minimum: return .bound(try compileBound(.atLeast, node, &expectation))
        case .exclusiveMinimum: return .bound(try compileBound(.greater, node, &expectation))
        case .maximum: return .bound(try compileBound(.atMost, node, &expectation))
        case .exclusiveMaximum: return .bound(try compileBound(.less, node, &expectation))
        case .multipleOf: return .multiple(try compileMultiple(node, &expectation))
        case .minLength:
            expectation.lengths.minimum = try readCount(node)
            return .length(StringLength(range: expectation.lengths.minimum...Int.max))
        case .maxLength:
            let count = try readCount(node)
            expectation.lengths.maximum = count
            return .length(StringLength(range: 0...count))
        case .minItems:
            expectation.items.minimum = try readCount(node)
            return .itemCount(expectation.items.minimum...Int.max)
        default:
            let count = try readCount(node)
            expectation.items.maximum = count
            return .itemCount(0...count)
        }
    }

    private func compileSet(
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

    private func compileBound(
        _ relation: NumberBound.Relation,
        _ node: SchemaNode,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> NumberBound {
        guard node.isNumber else { throw node.mismatch(expected: "a number") }
        expectation.addBound(relation, Excerpt.quoted(node.text.span))
        return NumberBound(relation, node.text)
    }

    private func compileMultiple(
        _ node: SchemaNode,
        _ expectation: inout ValueExpectation
    ) throws(SchemaError) -> NumberMultiple {
        let text = node.text
        guard node.isNumber, NumberText.compare(text.span, [UInt8(ascii: "0")].span) > 0 else {
            throw node.mismatch(expected: "a number greater than 0")
        }
        guard let divisor = NumberDivisor(text.span) else {
            throw node.error("expected a number of at most 19 significant digits")
        }
        expectation.addMultiple(Excerpt.quoted(text.span))
        return NumberMultiple(divisor: divisor)
    }
}
