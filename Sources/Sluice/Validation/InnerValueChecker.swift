/// Checks the contents of a field's object or array while a tokenizer reads it again.
///
/// Its memory is one frame for each open container, regardless of the size of the value.
struct InnerValueChecker: ~Copyable {
    /// An open container.
    private struct Frame {
        /// What its contents must be; `nil` if anything passes.
        var plan: ValuePlan?
        /// The plan for which the container has the wrong type; its contents are not checked then.
        var failedPlan: ValuePlan?
        var start: Int
        /// The number of values that have begun inside.
        var count = 0
        /// The current member: its key between the quotes, and what its value must be.
        var keyContent = 0..<0
        var member: ValuePlan?
        /// Where its required members begin in `seen`.
        var firstSeen = 0
        var isObject: Bool
    }

    private let integers: IntegerForm
    /// Checks what plans leave to a program.
    var evaluator: SchemaEvaluator
    /// The violations found, with offsets from the first byte of the value.
    private(set) var violations: [Violation] = []
    /// Whether the value holds anything that is not published as it is.
    private(set) var mayNeedRewriting = false
    /// Where the keys of members begin that a program drops.
    private(set) var droppedMembers: [Int] = []
    private var frames: [Frame] = []
    /// For each open object with a plan, the required members that have been seen.
    private var seen: [Int] = []
    /// Which members of an object that lacks some have been seen; all false in between.
    private var isSeen: [Bool] = []
    private var scratch = ValueScratch()
    private var key: [UInt8] = []
    /// Copied to a local before each use: its span must not borrow `self` while `self` is mutated.
    private var view = ByteView.empty
    private var rootPlan: ValuePlan?
    private var rootPointer = ""
    /// Whether the value's own kind and text are checked too.
    private var checksRoot = false

    init(schema: CompiledSchema, integers: IntegerForm) {
        self.integers = integers
        evaluator = SchemaEvaluator(schema.program, unknownMembers: schema.unknownMembers)
    }

    /// Checks `text`, the value at `pointer`, and its contents.
    mutating func checkWhole(_ text: Span<UInt8>, _ plan: ValuePlan, pointer: String) {
        checksRoot = true
        check(text, plan, pointer: pointer)
        checksRoot = false
    }

    /// Checks the contents of `text`, the object or array at `pointer`, whose own kind and text have been checked.
    mutating func check(_ text: Span<UInt8>, _ plan: ValuePlan, pointer: String) {
        // SAFETY: the view is used only during this call, and cleared at its end.
        unsafe view = ByteView(text, base: 0)
        if !violations.isEmpty { violations.removeAll() }
        mayNeedRewriting = false
        if !droppedMembers.isEmpty { droppedMembers.removeAll(keepingCapacity: true) }
        rootPlan = plan
        rootPointer = pointer
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        if tokenizer.next(text, base: 0, into: &self) == .needsMore {
            _ = tokenizer.finish(at: text.count, into: &self)
        }
        view = .empty
    }
}

extension InnerValueChecker: TokenSink {
    mutating func beginObject(at offset: Int) { beginContainer(.object, at: offset) }
    mutating func endObject(end: Int) { endContainer(.object, end: end) }
    mutating func beginArray(at offset: Int) { beginContainer(.array, at: offset) }
    mutating func endArray(end: Int) { endContainer(.array, end: end) }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        let top = frames.count - 1
        frames[top].keyContent = range.lowerBound + 1..<range.upperBound - 1
        guard let members = frames[top].plan?.members else { return }
        let view = view
        guard let index = members.names.index(of: frames[top].keyContent, hasEscapes, in: view.span, &key) else {
            frames[top].member = members.others
            switch members.unknown {
            case .keep: break
            case .drop: mayNeedRewriting = true
            case .refuse(let keyword): rejectUnknown(range, keyword)
            }
            return
        }
        if members.isRequired[index] { seen.append(index) }
        frames[top].member = members.plans[index]
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard let plan = beginValue() else { return }
        if accepts(kind, range, plan) {
            if plan.integerRule != nil { noteInteger(kind, range) }
            runChecks(plan, kind, range, hasEscapes)
            if !plan.programs.isEmpty { runPrograms(plan, kind, range) }
        } else {
            reject(plan.typeKeyword(for: kind), plan.expectation, range)
        }
    }

    /// Notes an integer that is not digits alone or may exceed 64 bits.
    @inline(__always)
    private mutating func noteInteger(_ kind: ValueKind, _ range: Range<Int>) {
        guard kind == .decimal || range.count > ColumnValidator.safeDigits, integers == .text else { return }
        mayNeedRewriting = true
    }

    /// Counts the value that begins, and returns what it must be; `nil` if anything passes.
    private mutating func beginValue() -> ValuePlan? {
        let top = frames.count - 1
        guard top >= 0 else { return rootPlan }
        frames[top].count += 1
        return frames[top].isObject ? frames[top].member : frames[top].plan?.items
    }

    private mutating func beginContainer(_ kind: ValueKind, at offset: Int) {
        let plan = beginValue()
        var frame = Frame(plan: plan, start: offset, isObject: kind == .object)
        if let plan, !plan.kinds.contains(kind) {
            frame.plan = nil
            frame.failedPlan = plan
        }
        frame.firstSeen = seen.count
        frames.append(frame)
    }

    private mutating func endContainer(_ kind: ValueKind, end: Int) {
        let frame = frames.removeLast()
        let range = frame.start..<end
        if let plan = frame.failedPlan {
            reject(plan.typeKeyword(for: kind), plan.expectation, range)
        } else if let plan = frame.plan {
            // The field's own text has been checked with its column.
            if !frames.isEmpty || checksRoot { runChecks(plan, kind, range, false) }
            checkContents(plan, frame, range)
            if frame.isObject, let members = plan.members { checkRequired(members, frame) }
            if !plan.programs.isEmpty, !frames.isEmpty || checksRoot { runPrograms(plan, kind, range) }
        }
        seen.removeLast(seen.count - frame.firstSeen)
    }
}

// MARK: Checks

extension InnerValueChecker {
    private func accepts(_ kind: ValueKind, _ range: Range<Int>, _ plan: ValuePlan) -> Bool {
        if plan.kinds.contains(kind) { return true }
        guard kind == .decimal, plan.acceptsIntegralDecimals else { return false }
        let view = view
        return NumberText.isInteger(view.span.extracting(range))
    }

    private mutating func runChecks(_ plan: ValuePlan, _ kind: ValueKind, _ range: Range<Int>, _ hasEscapes: Bool) {
        for check in plan.checks where check.kinds.contains(kind) {
            guard let test = check.testOfText else { continue }
            let view = view
            guard !test.accepts(view.span.extracting(range), kind, hasEscapes: hasEscapes, &scratch) else { continue }
            reject(check.keyword, check.expectation, range)
        }
    }

    /// Checks what is decided by all contents of a container together.
    private mutating func checkContents(_ plan: ValuePlan, _ frame: Frame, _ range: Range<Int>) {
        let kind: ValueKind = frame.isObject ? .object : .array
        for check in plan.checks where check.testOfText == nil && check.kinds.contains(kind) {
            switch check.test {
            case .itemCount(let allowed) where !frame.isObject && !allowed.contains(frame.count):
                rejectCount(check, frame.count == 1 ? "1 item" : "\(frame.count) items", range)
            case .memberCount(let allowed) where frame.isObject && !allowed.contains(frame.count):
                rejectCount(check, frame.count == 1 ? "1 member" : "\(frame.count) members", range)
            case .uniqueItems where !frame.isObject:
                let view = view
                guard !evaluator.hasUniqueItems(view.span.extracting(range)) else { continue }
                rejectCount(check, "two that are equal", range)
            default: continue
            }
        }
    }

    private mutating func rejectCount(_ check: ValueCheck, _ found: String, _ range: Range<Int>) {
        reject(check.keyword, message: "expected \(check.expectation), found \(found)", range)
    }

    /// Checks what the plan leaves to programs.
    private mutating func runPrograms(_ plan: ValuePlan, _ kind: ValueKind, _ range: Range<Int>) {
        guard !plan.programs.isEmpty, !isFull else { return }
        let view = view
        let text = view.span.extracting(range)
        if evaluator.accepts(text, kind, plan.programs) {
            for key in evaluator.droppedMembers { droppedMembers.append(range.lowerBound + key) }
            return
        }
        for violation in evaluator.faults(of: text, kind, plan.programs, pointer: pointer) where !isFull {
            let start = range.lowerBound + violation.offset
            violations.append(violation.moved(to: start..<start + violation.length))
        }
    }

    /// Checks that no required member is missing; an object that has them all has as many as are required.
    private mutating func checkRequired(_ members: MemberPlans, _ frame: Frame) {
        guard seen.count - frame.firstSeen < members.required.count else { return }
        if isSeen.count < members.names.count { isSeen = Array(repeating: false, count: members.names.count) }
        for index in seen[frame.firstSeen...] { isSeen[index] = true }
        for index in members.required where !isSeen[index] {
            guard !isFull else { break }
            rejectMissing(index, members, frame)
        }
        for index in seen[frame.firstSeen...] { isSeen[index] = false }
    }

    private mutating func rejectMissing(_ index: Int, _ members: MemberPlans, _ frame: Frame) {
        let names = members.names
        let name = Excerpt.path(String(decoding: Array(copying: names.name(of: index)), as: UTF8.self))
        guard let requirement = members.requirements[index] else { return }
        reject(
            requirement,
            message: "missing required member \"\(name)\"",
            frame.start..<frame.start + 1
        )
    }
}

// MARK: Violations

extension InnerValueChecker {
    private mutating func reject(_ keyword: FailedKeyword, _ expectation: String, _ range: Range<Int>) {
        guard !isFull else { return }
        let view = view
        let found = Excerpt.noun(for: view.span.extracting(range))
        reject(keyword, message: "expected \(expectation), found \(found)", range)
    }

    private mutating func rejectUnknown(_ range: Range<Int>, _ keyword: FailedKeyword) {
        guard !isFull else { return }
        let view = view
        let found = Excerpt.quoted(view.span.extracting(range))
        reject(keyword, message: "unknown member \(found)", range)
    }

    /// Whether no more violations are kept.
    ///
    /// A record keeps a limited number, and one more shows that there are more: an array may have millions of bad items.
    private var isFull: Bool { violations.count > Int(RecordBatch.maximumViolations) }

    private mutating func reject(_ keyword: FailedKeyword, message: String, _ range: Range<Int>) {
        guard !isFull else { return }
        violations.append(
            Violation(
                code: keyword.code,
                instanceLocation: pointer,
                keywordLocation: keyword.location,
                absoluteKeywordLocation: keyword.absoluteLocation,
                message: message,
                offset: range.lowerBound,
                length: range.count
            )
        )
    }

    /// The position of the current value inside the record.
    private var pointer: String {
        let view = view
        return JSONPointer.shown(
            from: rootPointer,
            frames.lazy.map { frame in
                frame.isObject
                    ? JSONPointer.shownToken(forKey: view.span.extracting(frame.keyContent)) : "/\(frame.count - 1)"
            }
        )
    }
}
