/// The keyword `x-clean`: the changes made to a field before it is checked.
extension SchemaCompiler {
    /// The names of the rules, without and with an argument.
    private static let plainRules = ["trim", "uppercase", "lowercase"]
    private static let rulesWithArgument = ["round", "default"]
    /// The longest default, in bytes: a batch may hold it once per row, so this bounds the batch's memory.
    private static let maximumDefaultLength = 65_536

    /// Compiles the rules that one of a field's schemas has, in order.
    mutating func compileCleaning(
        of schema: SchemaNode,
        at location: String,
        field: String
    ) throws(SchemaError) -> [CleaningStep] {
        guard let node = schema.members.first(where: { $0.key == SchemaKeyword.clean.rawValue })?.value else {
            return []
        }
        guard node.kind == .array else { throw node.mismatch(expected: "an array of cleaning rules") }
        var steps: [CleaningStep] = []
        for (index, element) in node.elements.enumerated() {
            let rule = try collectingErrors { compiler throws(SchemaError) in try compiler.compileRule(element) }
            guard let rule else { continue }
            let counter = addCleaningRule(CleaningRuleName(field: field, rule: rule.name))
            steps.append(
                CleaningStep(
                    rule: rule,
                    counter: counter,
                    location: "\(location)/\(SchemaKeyword.clean.rawValue)/\(index)"
                )
            )
        }
        return steps
    }

    private func compileRule(_ node: SchemaNode) throws(SchemaError) -> CleaningRule {
        switch node.kind {
        case .string: return try compilePlainRule(node)
        case .object:
            guard node.members.count == 1, let (name, argument) = node.members.first else {
                throw node.error("expected an object with one rule, found \(node.members.count) members")
            }
            switch name {
            case "round": return .round(places: try readPlaces(argument))
            case "default":
                return .default(try readDefault(argument))
            default: throw argument.keyError(unknown(name))
            }
        default: throw node.mismatch(expected: "a cleaning rule")
        }
    }

    private func compilePlainRule(_ node: SchemaNode) throws(SchemaError) -> CleaningRule {
        let name = node.string ?? ""
        switch name {
        case "trim": return .trim
        case "uppercase": return .uppercase
        case "lowercase": return .lowercase
        default: throw node.error(unknown(name))
        }
    }

    private func readDefault(_ node: SchemaNode) throws(SchemaError) -> DefaultValue {
        let value = DefaultValue(kind: node.kind, text: node.compactText, hasEscapes: node.hasEscapes)
        guard value.text.count <= Self.maximumDefaultLength else {
            throw node.error("expected a default of at most \(Self.maximumDefaultLength) bytes")
        }
        return value
    }

    private func readPlaces(_ node: SchemaNode) throws(SchemaError) -> Int {
        guard node.isNumber, let places = NumberText.int64(node.text.span), 0...22 ~= places else {
            throw node.mismatch(expected: "a number of decimals from 0 to 22")
        }
        return Int(places)
    }

    /// Returns the message about a rule that is unknown or written in the wrong form.
    private func unknown(_ name: String) -> String {
        let shown = Excerpt.path(name)
        if Self.plainRules.contains(name) {
            return "cleaning rule \"\(shown)\" takes no argument: expected \"\(shown)\""
        }
        switch name {
        case "round": return "cleaning rule \"round\" requires a number of decimals: {\"round\": 2}"
        case "default": return "cleaning rule \"default\" requires a value: {\"default\": 0}"
        default: break
        }
        let nearest = NearestName.find(name, among: Self.plainRules + Self.rulesWithArgument)
        let hint = nearest.map { "did you mean \"\($0)\"?" }
        return
            "unknown cleaning rule \"\(shown)\"; \(hint ?? "expected trim, uppercase, lowercase, round or default")"
    }
}
