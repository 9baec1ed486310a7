/// The keywords that combine schemas of the same value.
extension SchemaEvaluator {
    mutating func checkAll(
        _ units: [Int],
        _ keyword: ProgramUnit.Keyword,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        var passes = true
        for (index, unit) in units.enumerated() {
            if faults != nil { faults?.enter([keyword.name.rawValue, String(index)]) }
            if !evaluate(unit, node, marks) { passes = false }
            faults?.leave()
            if !passes, faults == nil { return false }
        }
        return passes
    }

    mutating func checkAny(
        _ units: [Int],
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        let outer = faults.take()
        var passes = false
        for inner in units where matches(inner, node, marks) {
            passes = true
            // The others still count: they may have evaluated, or named, what this one has not.
            if marks == nil, unknownMembers == .keep { break }
        }
        faults = outer
        return passes || rejectAlternatives(units, keyword, unit, node, marks)
    }

    mutating func checkOne(
        _ units: [Int],
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        let outer = faults.take()
        var matching: Int?
        var second: Int?
        for inner in units where second == nil && matches(inner, node, marks) {
            if matching == nil { matching = inner } else { second = inner }
        }
        faults = outer
        guard let matching else { return rejectAlternatives(units, keyword, unit, node, marks) }
        guard let second else { return true }
        return rejectAmbiguity(matching, second, keyword, unit, node)
    }

    mutating func checkNot(
        _ inner: Int,
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int
    ) -> Bool {
        let outer = faults.take()
        let naming = naming.mark
        let matches = evaluate(inner, node, nil)
        self.naming.restore(to: naming)
        faults = outer
        // A value that is nested too deeply to be decided does not pass because of that.
        guard matches || isTooDeep else { return true }
        return rejectNot(inner, keyword, unit, node)
    }

    mutating func checkCondition(_ test: Int, _ then: Int?, _ otherwise: Int?, _ node: Int, _ marks: Marks) -> Bool {
        let outer = faults.take()
        let holds = matches(test, node, marks)
        faults = outer
        guard let inner = holds ? then : otherwise else { return true }
        faults?.enter([holds ? "then" : "else"])
        defer { faults?.leave() }
        return evaluate(inner, node, marks)
    }

    /// Returns whether a value matches a unit; what the unit has evaluated and named counts only if it does.
    private mutating func matches(_ unit: Int, _ node: Int, _ outer: Marks) -> Bool {
        guard let outer else {
            return tentatively { evaluator in evaluator.evaluate(unit, node, nil) }
        }
        let own = beginMarks(for: node)
        let passes = tentatively { evaluator in evaluator.evaluate(unit, node, own) }
        if passes { merge(own, into: outer, node) }
        endMarks(own)
        return passes
    }

    /// Forgets what has been named unless `body` returns true.
    mutating func tentatively(_ body: (inout SchemaEvaluator) -> Bool) -> Bool {
        let mark = naming.mark
        let passes = body(&self)
        if !passes { naming.restore(to: mark) }
        return passes
    }
}
