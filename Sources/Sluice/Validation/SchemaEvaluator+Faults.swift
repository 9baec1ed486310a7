/// What is said of values that do not match. Each function returns `false`, and reports only while faults are collected.
extension SchemaEvaluator {
    // MARK: Ways

    mutating func enterMember(_ token: String, _ child: Int) {
        let view = view
        var name: [UInt8] = []
        JSONString.appendUnescaped(view.span.extracting(tree.nodes[child].keyContent), to: &name)
        enterMember(token, named: String(decoding: name, as: UTF8.self), child)
    }

    mutating func enterMember(_ token: String, named name: String, _ child: Int) {
        faults?.enter([token, name], tree.nodes[child])
    }

    // MARK: Values

    func noun(_ node: Int) -> String {
        let view = view
        let node = tree.nodes[node]
        return Excerpt.noun(for: view.span.extracting(node.range))
    }

    /// What members are called: those of the record are its fields.
    private func noun(ofMembers isOfRecord: Bool) -> String { isOfRecord ? "field" : "member" }

    private func instance() -> String {
        let view = view
        return faults?.instance(in: view.span) ?? ""
    }

    mutating func reject(_ keyword: ProgramUnit.Keyword, _ unit: ProgramUnit, _ node: Int) -> Bool {
        guard faults != nil else { return false }
        report(keyword.name, unit, isNever: keyword.isNever, keyword.expectation, found: found(keyword, node), node)
        return false
    }

    /// What was found, as far as it says why the keyword failed.
    private func found(_ keyword: ProgramUnit.Keyword, _ node: Int) -> String {
        let count = Int(tree.nodes[node].childCount)
        switch keyword.rule {
        case .contents(.itemCount): return count == 1 ? "1 item" : "\(count) items"
        case .contents(.memberCount): return count == 1 ? "1 member" : "\(count) members"
        case .contents(.uniqueItems): return "two that are equal"
        default: return noun(node)
        }
    }

    /// Reports that a value is not the expected one.
    private mutating func report(
        _ keyword: SchemaKeyword,
        _ unit: ProgramUnit,
        isNever: Bool,
        _ expectation: String,
        found: String,
        _ node: Int
    ) {
        let instance = instance()
        faults?.report(
            keyword,
            code: isNever ? .falseSchema : nil,
            tokens: isNever ? [] : [keyword.rawValue],
            location: unit.location,
            "expected \(expectation), found \(found)",
            expectation: expectation,
            found: found,
            instance: instance,
            at: tree.nodes[node].range
        )
    }

    private mutating func report(
        _ keyword: SchemaKeyword,
        _ unit: ProgramUnit,
        tokens: [String]? = nil,
        _ message: String,
        _ node: Int,
        field: String? = nil,
        at range: Range<Int>? = nil
    ) {
        let instance = instance()
        faults?.report(
            keyword,
            tokens: tokens ?? [keyword.rawValue],
            location: unit.location,
            message,
            instance: instance,
            field: field,
            at: range ?? tree.nodes[node].range
        )
    }

    // MARK: Objects

    mutating func rejectAdditional(_ child: Int, _ unit: ProgramUnit) -> Bool {
        guard faults != nil else { return false }
        let view = view
        let key = tree.nodes[child].keyRange
        let text = Excerpt.quoted(view.span.extracting(key))
        let noun = noun(ofMembers: faults?.isAtRecord == true)
        faults?.enter([], tree.nodes[child])
        report(.additionalProperties, unit, "unknown \(noun) \(text)", child, at: key)
        faults?.leave()
        return false
    }

    mutating func rejectMissing(_ rule: MemberRule, _ unit: ProgramUnit, _ node: Int) {
        guard faults != nil else { return }
        var isPresent = Array(repeating: false, count: rule.isRequired.count)
        let view = view
        for child in tree.children(of: node) {
            let member = tree.nodes[child]
            let index = rule.names.index(of: member.keyContent, member.keyHasEscapes, in: view.span, &key)
            if let index { isPresent[index] = true }
        }
        let start = Int(tree.nodes[node].start)
        let names = rule.names
        let noun = noun(ofMembers: faults?.isAtRecord == true)
        for index in rule.isRequired.indices where rule.isRequired[index] && !isPresent[index] {
            let name = Excerpt.path(String(decoding: Array(copying: names.name(of: index)), as: UTF8.self))
            report(.required, unit, "missing required \(noun) \"\(name)\"", node, at: start..<start + 1)
        }
    }

    mutating func rejectDependency(
        _ name: [UInt8],
        _ other: [UInt8],
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int
    ) -> Bool {
        guard faults != nil else { return false }
        let (name, other) = (String(decoding: name, as: UTF8.self), String(decoding: other, as: UTF8.self))
        let start = Int(tree.nodes[node].start)
        report(
            keyword.name,
            unit,
            tokens: [keyword.name.rawValue, name],
            "missing member \"\(Excerpt.path(other))\", which \"\(Excerpt.path(name))\" requires",
            node,
            at: start..<start + 1
        )
        return false
    }

    // MARK: Arrays

    mutating func rejectContained(
        _ count: Int,
        _ least: Int,
        _ most: Int,
        _ inner: Int,
        _ unit: ProgramUnit,
        _ node: Int
    ) -> Bool {
        guard faults != nil else { return false }
        let keyword: SchemaKeyword = count > most ? .maxContains : least == 1 ? .contains : .minContains
        let bound = count > most ? "at most \(most)" : "at least \(least)"
        let label = program.units[inner].label
        report(keyword, unit, "expected \(bound) of the items to match \(label), found \(count)", node)
        return false
    }

    // MARK: Alternatives

    mutating func rejectNot(_ inner: Int, _ keyword: ProgramUnit.Keyword, _ unit: ProgramUnit, _ node: Int) -> Bool {
        guard faults != nil else { return false }
        report(keyword.name, unit, "expected anything but \(program.units[inner].label), found \(noun(node))", node)
        return false
    }

    mutating func rejectAmbiguity(
        _ first: Int,
        _ second: Int,
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int
    ) -> Bool {
        guard faults != nil else { return false }
        let (first, second) = (program.units[first].label, program.units[second].label)
        report(keyword.name, unit, "expected exactly one of the alternatives, found both \(first) and \(second)", node)
        return false
    }

    /// Reports that none of the alternatives match: the faults of the one that got furthest, and a line that names all.
    mutating func rejectAlternatives(
        _ units: [Int],
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        guard faults != nil else { return false }
        let depth = faults?.depth ?? 0
        let before = faults?.takeFaults() ?? []
        var attempts: [AlternativeAttempt] = []
        for (index, inner) in units.enumerated() {
            faults?.enter([keyword.name.rawValue, String(index)])
            let own = beginMarks(for: node)
            _ = evaluate(inner, node, marks.map { _ in own })
            faults?.leave()
            attempts.append(
                AlternativeAttempt(
                    faults?.takeFaults() ?? [],
                    label: program.units[inner].label,
                    depth: depth,
                    evaluated: Array(self.marks[own...])
                )
            )
            endMarks(own)
        }
        faults?.restore(before)
        let all = AlternativeAttempts(attempts)
        // What was meant is evaluated, right or wrong: `unevaluatedProperties` says nothing more of it.
        if let marks { for index in all.evaluated { self.marks[marks + index] = true } }
        report(all, keyword, unit, node)
        return false
    }

    private mutating func report(
        _ attempts: AlternativeAttempts,
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int
    ) {
        if let choice = attempts.choice {
            // All of them are told apart by one member, which has none of their values.
            return report(
                keyword.name,
                unit,
                "expected \(choice.expectation), found \(choice.found)",
                node,
                field: choice.place.instanceLocation,
                at: choice.place.offset..<choice.place.offset + choice.place.length
            )
        }
        guard let best = attempts.furthest else {
            return report(keyword.name, unit, "expected \(attempts.labels), found \(noun(node))", node)
        }
        faults?.append(best.faults)
        let deepest = best.faults.max { $0.depth < $1.depth }
        let message = "matches none of \(attempts.labels); the nearest is \(best.label), whose errors are listed"
        report(keyword.name, unit, message, node, field: deepest?.violation.pointer)
    }

    // MARK: The policy for members that no schema names, and depth

    /// Whether the policy refuses a member of the value.
    var hasUnknownMembers: Bool { unknownMembers == .reject && naming.hasUnnamedMember(of: tree) }

    mutating func rejectUnknownMembers() {
        guard unknownMembers == .reject else { return }
        let view = view
        for member in naming.unnamedMembers(of: tree) {
            let key = tree.nodes[member].keyRange
            let text = Excerpt.quoted(view.span.extracting(key))
            let path = path(to: member)
            let noun = noun(ofMembers: faults?.isAtRecord == true && path.count == 1)
            faults?.reportUnknown("unknown \(noun) \(text)", instance: path, at: key)
        }
    }

    mutating func rejectDepth() {
        let limit = Self.maximumDepth
        faults?.reportDepth(
            "nested too deeply to be checked: schemas are followed through \(limit) levels",
            tree.nodes[0].range
        )
    }

    /// The tokens from the value to a member.
    private func path(to member: Int) -> [String] {
        let view = view
        var tokens: [String] = []
        var node = 0
        while node != member {
            var position = 0
            var child = node + 1
            while Int(tree.nodes[child].next) <= member {
                child = Int(tree.nodes[child].next)
                position += 1
            }
            let isItem = tree.nodes[child].keyRange.isEmpty
            tokens.append(
                isItem
                    ? "/\(position)"
                    : JSONPointer.shownToken(forKey: view.span.extracting(tree.nodes[child].keyContent))
            )
            node = child
        }
        return tokens
    }
}

extension ProgramUnit.Keyword {
    fileprivate var isNever: Bool { if case .never = rule { true } else { false } }
}
