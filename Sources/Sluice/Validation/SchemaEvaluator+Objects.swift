/// The keywords of objects.
extension SchemaEvaluator {
    mutating func checkMembers(_ rule: MemberRule, _ unit: ProgramUnit, _ node: Int, _ marks: Marks) -> Bool {
        guard tree.nodes[node].kind == .object else { return true }
        if rule.isOpen, unknownMembers != .keep { naming.close(node) }
        var passes = true
        var requiredSeen = 0
        var position = 0
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end {
            let (matches, isRequired) = checkMember(child, position, rule, unit, marks)
            if isRequired { requiredSeen += 1 }
            if !matches {
                passes = false
                if faults == nil { return false }
            }
            child = Int(tree.nodes[child].next)
            position += 1
        }
        guard requiredSeen < rule.requiredCount else { return passes }
        rejectMissing(rule, unit, node)
        return false
    }

    private mutating func checkMember(
        _ child: Int,
        _ position: Int,
        _ rule: MemberRule,
        _ unit: ProgramUnit,
        _ marks: Marks
    ) -> (matches: Bool, isRequired: Bool) {
        let member = tree.nodes[child]
        let view = view
        let index = rule.names.index(of: member.keyContent, member.keyHasEscapes, in: view.span, &key)
        var matches = true
        var isNamed = false
        if let index, let inner = rule.units[index] {
            isNamed = true
            if faults != nil { enterMember("properties", child) }
            matches = evaluate(inner, child, nil)
            faults?.leave()
        }
        for pattern in rule.patterns where matchesKey(pattern.test, member) {
            isNamed = true
            if faults != nil { enterMember("patternProperties", named: pattern.text, child) }
            if !evaluate(pattern.unit, child, nil) { matches = false }
            faults?.leave()
        }
        if !isNamed, let additional = rule.additional {
            isNamed = true
            if rule.refusesAdditional {
                matches = rejectAdditional(child, unit)
            } else {
                faults?.enter(["additionalProperties"], tree.nodes[child])
                matches = evaluate(additional, child, nil)
                faults?.leave()
            }
        }
        if isNamed, let marks { self.marks[marks + position] = true }
        // A member that must be there is not unknown, even if nothing is said of its value.
        if isNamed || index != nil, unknownMembers != .keep { naming.name(child) }
        return (matches, index.map { rule.isRequired[$0] } ?? false)
    }

    private mutating func matchesKey(_ test: PatternTest, _ member: JSONTree.Node) -> Bool {
        let view = view
        let content = view.span.extracting(member.keyContent)
        guard member.keyHasEscapes else { return test.matches(content, &scratch) }
        return scratch.withUnescaped(content) { text, scratch in test.matches(text, &scratch) }
    }

    mutating func checkNames(_ unit: Int, _ node: Int) -> Bool {
        guard tree.nodes[node].kind == .object else { return true }
        var passes = true
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end {
            let name = tree.addKey(of: child)
            faults?.enter(["propertyNames"], tree.nodes[child])
            if !evaluate(unit, name, nil) { passes = false }
            faults?.leave()
            tree.removeKey()
            if !passes, faults == nil { return false }
            child = Int(tree.nodes[child].next)
        }
        return passes
    }

    mutating func checkDependencies(
        _ lists: [(name: [UInt8], required: [[UInt8]])],
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int
    ) -> Bool {
        guard tree.nodes[node].kind == .object else { return true }
        var passes = true
        for (name, required) in lists where hasMember(name, node) {
            for other in required where !hasMember(other, node) {
                passes = rejectDependency(name, other, keyword, unit, node)
            }
        }
        return passes
    }

    mutating func checkDependencies(
        _ schemas: [(name: [UInt8], unit: Int)],
        _ keyword: ProgramUnit.Keyword,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        guard tree.nodes[node].kind == .object else { return true }
        var passes = true
        for (name, unit) in schemas where hasMember(name, node) {
            if faults != nil { faults?.enter([keyword.name.rawValue, String(decoding: name, as: UTF8.self)]) }
            if !evaluate(unit, node, marks) { passes = false }
            faults?.leave()
            if !passes, faults == nil { return false }
        }
        return passes
    }

    private mutating func hasMember(_ name: [UInt8], _ node: Int) -> Bool {
        let view = view
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end {
            let member = tree.nodes[child]
            let content = view.span.extracting(member.keyContent)
            if member.keyHasEscapes {
                key.removeAll(keepingCapacity: true)
                JSONString.appendUnescaped(content, to: &key)
                if key == name { return true }
            } else if content.hasSameBytes(as: name.span) {
                return true
            }
            child = Int(member.next)
        }
        return false
    }

    /// `unevaluatedProperties` and `unevaluatedItems`: the schema of what no other keyword has evaluated.
    mutating func checkUnevaluated(
        _ inner: Int,
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        let kind: ValueKind = keyword.name == .unevaluatedItems ? .array : .object
        guard tree.nodes[node].kind == kind, let marks else { return true }
        var passes = true
        var position = 0
        var child = node + 1
        let end = Int(tree.nodes[node].next)
        while child < end {
            if !self.marks[marks + position] {
                faults?.enter([keyword.name.rawValue], tree.nodes[child], position: position)
                if !evaluate(inner, child, nil) { passes = false }
                faults?.leave()
                if !passes, faults == nil { return false }
                self.marks[marks + position] = true
                if unknownMembers != .keep, kind == .object { naming.name(child) }
            }
            child = Int(tree.nodes[child].next)
            position += 1
        }
        return passes
    }
}
