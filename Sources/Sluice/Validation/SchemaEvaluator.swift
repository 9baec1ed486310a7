import CSluiceKernels

/// Decides whether values match schemas, by the rules of JSON Schema in full, and says what does not.
///
/// A worker owns one. A value is first only decided: that allocates nothing, and stops at the first keyword that fails
/// where nothing depends on the others. Only a value that does not match is evaluated again to find what is wrong.
struct SchemaEvaluator: ~Copyable {
    /// The deepest nesting of schemas, one inside or beside the other, that a value is followed through.
    static let maximumDepth = 4_000
    /// How much of the stack that may take, in bytes: less than the least that a thread has.
    ///
    /// Optimised code needs far less for the deepest nesting on Linux.
    private static let stackSize: UInt = {
        #if canImport(Darwin)
            256 << 10
        #else
            5 << 20
        #endif
    }()

    let program: SchemaProgram
    /// What becomes of members that no schema names.
    let unknownMembers: UnknownFieldPolicy

    // The value.
    var tree = JSONTree()
    var view = ByteView.empty
    var scratch = ValueScratch()
    var key: [UInt8] = []
    var depth = 0
    /// Where the stack was when evaluation began.
    private var stackStart: UInt = 0
    /// Whether the value was left undecided because it was nested too deeply.
    var isTooDeep = false

    /// For each value whose schema asks for it, one after the other: which of its members or items have been evaluated.
    var marks: [Bool] = []
    /// The resources that evaluation has entered, outermost first; kept only if a reference depends on it.
    var scope: [Int] = []
    /// Which members some schema names, and which objects have members that are not named but not welcome, by node; kept
    /// only if the policy asks for it.
    var naming = MemberNaming()

    /// What is wrong with the value, while it is evaluated again to find that; else `nil`.
    var faults: FaultCollector?

    /// The canonical forms of an array's items, and where each is.
    var itemForms: [UInt8] = []
    var itemRanges: [Range<Int>] = []

    init(_ program: SchemaProgram, unknownMembers: UnknownFieldPolicy = .keep) {
        self.program = program
        self.unknownMembers = unknownMembers
    }

    /// Returns whether `text`, a value of this kind that a tokenizer has accepted, matches all of `checks` that apply.
    ///
    /// They are one in what they name: a member that any of them names is not unknown.
    mutating func accepts(_ text: Span<UInt8>, _ kind: ValueKind, _ checks: [ProgramCheck]) -> Bool {
        guard checks.contains(where: { $0.kinds.contains(kind) }) else {
            naming.begin(nodeCount: 0)
            return true
        }
        begin(text)
        defer { view = .empty }
        for index in checks.indices where checks[index].kinds.contains(kind) {
            enter(checks[index])
            guard evaluate(checks[index].unit, 0, nil), !isTooDeep else { return false }
        }
        return !hasUnknownMembers
    }

    /// Returns what is wrong with `text`, which does not match all of `checks`, with offsets from its first byte;
    /// `pointer` is its place in the record.
    mutating func faults(
        of text: Span<UInt8>,
        _ kind: ValueKind,
        _ checks: [ProgramCheck],
        pointer: String
    ) -> [Violation] {
        begin(text)
        defer {
            view = .empty
            faults = nil
        }
        var found: [Violation] = []
        var passes = true
        for check in checks where check.kinds.contains(kind) {
            enter(check)
            faults = FaultCollector(check, pointer: pointer)
            if !evaluate(check.unit, 0, nil) { passes = false }
            if isTooDeep { rejectDepth() }
            found += faults?.violations ?? []
            if isTooDeep { return found }
        }
        // A value that was refused is never accepted for want of words.
        if !passes, found.isEmpty { found.append(refusal(of: text, checks, pointer)) }
        guard passes, let check = checks.first else { return found }
        faults = FaultCollector(check, pointer: pointer)
        rejectUnknownMembers()
        return faults?.violations ?? []
    }

    private func refusal(of text: Span<UInt8>, _ checks: [ProgramCheck], _ pointer: String) -> Violation {
        Violation(
            code: ErrorCode(rawValue: SchemaKeyword.allOf.rawValue),
            instanceLocation: pointer,
            keywordLocation: checks.first?.location ?? "",
            message: "does not match the schema",
            offset: 0,
            length: text.count
        )
    }

    /// The offsets of the keys of members that the policy drops from the value that was accepted last, in order.
    var droppedMembers: [Int] {
        guard unknownMembers == .drop else { return [] }
        return naming.unnamedMembers(of: tree).map { Int(tree.nodes[$0].keyStart) }
    }

    private mutating func begin(_ text: Span<UInt8>) {
        // SAFETY: the view is used only during one call, and emptied at its end.
        unsafe view = ByteView(text, base: 0)
        tree.readAccepted(text, maximumNodes: .max)
        if unknownMembers != .keep { naming.begin(nodeCount: tree.nodes.count) }
    }

    private mutating func enter(_ check: ProgramCheck) {
        marks.removeAll(keepingCapacity: true)
        scope.removeAll(keepingCapacity: true)
        if program.usesDynamicScope { scope.append(contentsOf: check.scope) }
        depth = 0
        stackStart = sluice_stack_address()
        isTooDeep = false
    }
}

// MARK: Units

extension SchemaEvaluator {
    /// Where the marks of a value are: from this index on, one for each member or item; `nil` if nothing asks for them.
    typealias Marks = Int?

    /// Returns whether a value matches a unit.
    mutating func evaluate(_ unit: Int, _ node: Int, _ outer: Marks) -> Bool {
        guard depth < Self.maximumDepth, stackStart &- sluice_stack_address() < Self.stackSize, !isTooDeep else {
            isTooDeep = true
            return false
        }
        depth += 1
        defer { depth -= 1 }
        let unit = program.units[unit]
        let entersResource = program.usesDynamicScope && scope.last != unit.resource
        if entersResource { scope.append(unit.resource) }
        defer { if entersResource { scope.removeLast() } }
        guard unit.looksAtEvaluation, ValueKind.Set.containers.contains(tree.nodes[node].kind) else {
            return run(unit, node, outer)
        }
        let own = beginMarks(for: node)
        let passes = run(unit, node, own)
        // Of a value that fails, `unevaluatedProperties` around it says nothing more.
        if passes || faults != nil, let outer { merge(own, into: outer, node) }
        endMarks(own)
        return passes
    }

    private mutating func run(_ unit: ProgramUnit, _ node: Int, _ marks: Marks) -> Bool {
        var passes = true
        for keyword in unit.keywords {
            guard !run(keyword, unit, node, marks) else { continue }
            passes = false
            // With a wrong type nothing else is worth saying.
            if faults == nil || keyword.name == .type { break }
        }
        return passes
    }

    private mutating func run(
        _ keyword: ProgramUnit.Keyword,
        _ unit: ProgramUnit,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        switch keyword.rule {
        case .never: return reject(keyword, unit, node)
        case .kinds(let kinds, let acceptsIntegralDecimals):
            return hasKind(kinds, acceptsIntegralDecimals, node) || reject(keyword, unit, node)
        case .check(let test, let kinds): return passes(test, kinds, node) || reject(keyword, unit, node)
        case .contents(let test): return hasContents(test, node) || reject(keyword, unit, node)
        case .members(let rule): return checkMembers(rule, unit, node, marks)
        case .propertyNames(let inner): return checkNames(inner, node)
        case .dependentRequired(let lists): return checkDependencies(lists, keyword, unit, node)
        case .dependentSchemas(let schemas): return checkDependencies(schemas, keyword, node, marks)
        case .unevaluatedProperties(let inner), .unevaluatedItems(let inner):
            return checkUnevaluated(inner, keyword, unit, node, marks)
        case .prefixItems(let units): return checkItems(units, rest: nil, keyword, node, marks)
        case .items(let first, let inner): return checkItems(from: first, inner, ["items"], node, marks)
        case .itemList(let units, let rest): return checkItems(units, rest: rest, keyword, node, marks)
        case .contains(let inner, let least, let most, let marksItems):
            return checkContained(inner, least, most, unit, node, marksItems ? marks : nil)
        case .all(let units): return checkAll(units, keyword, node, marks)
        case .any(let units): return checkAny(units, keyword, unit, node, marks)
        case .one(let units): return checkOne(units, keyword, unit, node, marks)
        case .not(let inner): return checkNot(inner, keyword, unit, node)
        case .condition(let test, let then, let otherwise): return checkCondition(test, then, otherwise, node, marks)
        case .reference(let target): return follow(target, keyword, node, marks)
        case .dynamicReference(let anchor, let target):
            return follow(dynamicTarget(anchor) ?? target, keyword, node, marks)
        case .recursiveReference(let target): return follow(recursiveTarget(target), keyword, node, marks)
        }
    }
}

// MARK: Values by themselves

extension SchemaEvaluator {
    private func hasKind(_ kinds: ValueKind.Set, _ acceptsIntegralDecimals: Bool, _ node: Int) -> Bool {
        let kind = tree.nodes[node].kind
        if kinds.contains(kind) { return true }
        guard kind == .decimal, acceptsIntegralDecimals else { return false }
        let view = view
        return NumberText.isInteger(view.span.extracting(tree.nodes[node].range))
    }

    private mutating func passes(_ test: any ValueTest, _ kinds: ValueKind.Set, _ node: Int) -> Bool {
        let node = tree.nodes[node]
        guard kinds.contains(node.kind) else { return true }
        let view = view
        return test.accepts(view.span.extracting(node.range), node.kind, hasEscapes: node.hasEscapes, &scratch)
    }

    private mutating func hasContents(_ test: ValueCheck.Test, _ node: Int) -> Bool {
        let (kind, count) = (tree.nodes[node].kind, Int(tree.nodes[node].childCount))
        return switch test {
        case .itemCount(let range): kind != .array || range.contains(count)
        case .memberCount(let range): kind != .object || range.contains(count)
        case .uniqueItems: kind != .array || hasUniqueItems(node)
        case .bound, .multiple, .length, .pattern, .format, .values: true
        }
    }
}

// MARK: References

extension SchemaEvaluator {
    private mutating func follow(
        _ target: Int,
        _ keyword: ProgramUnit.Keyword,
        _ node: Int,
        _ marks: Marks
    ) -> Bool {
        faults?.enterReference(keyword.name.rawValue)
        defer { faults?.leaveReference() }
        return evaluate(target, node, marks)
    }

    /// The schema with an anchor in the outermost resource that has one.
    private func dynamicTarget(_ anchor: String) -> Int? {
        guard let anchors = program.dynamicAnchors[anchor] else { return nil }
        for resource in scope {
            if let unit = anchors[resource] { return unit }
        }
        return nil
    }

    /// The root of the outermost resource that extends the target's, if that may be extended.
    private func recursiveTarget(_ target: Int) -> Int {
        guard program.recursiveAnchors[program.units[target].resource] != nil else { return target }
        for resource in scope {
            if let unit = program.recursiveAnchors[resource] { return unit }
        }
        return target
    }
}

// MARK: Marks

extension SchemaEvaluator {
    mutating func beginMarks(for node: Int) -> Int {
        let start = marks.count
        for _ in 0..<tree.nodes[node].childCount { marks.append(false) }
        return start
    }

    mutating func merge(_ own: Int, into outer: Int, _ node: Int) {
        for index in 0..<Int(tree.nodes[node].childCount) where marks[own + index] { marks[outer + index] = true }
    }

    mutating func endMarks(_ own: Int) { marks.removeLast(marks.count - own) }
}
