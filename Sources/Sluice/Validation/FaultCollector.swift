/// What is wrong with a value, with the ways by which evaluation got there: through the schema and through the value.
struct FaultCollector {
    /// One fault, and how far into the value it is.
    struct Fault {
        var violation: Violation
        let keyword: SchemaKeyword
        let depth: Int
        /// What was expected, and what was found.
        var expectation = ""
        var found = ""
    }

    private enum Step {
        case member(key: Range<Int>)
        case item(position: Int)
    }

    /// More faults than a record keeps are not collected.
    private static let maximum = Int(RecordBatch.maximumViolations) + 1

    private(set) var faults: [Fault] = []
    private let check: ProgramCheck
    private let pointer: String
    private var tokens: [String] = []
    private var steps: [Step] = []
    /// For each time that evaluation went deeper: how many tokens and steps there were before, and whether it was a
    /// reference.
    private var frames: [(tokens: Int, steps: Int, isReference: Bool)] = []
    private var referenceCount = 0

    /// A collector for the value at `pointer` in its record.
    init(_ check: ProgramCheck, pointer: String) {
        self.check = check
        self.pointer = pointer
        referenceCount = check.followsReference ? 1 : 0
    }

    var violations: [Violation] { faults.map(\.violation) }
    /// How far into the value evaluation is.
    var depth: Int { steps.count }
    /// Whether the current value is the record itself.
    var isAtRecord: Bool { pointer.isEmpty && steps.isEmpty }
    private var isFull: Bool { faults.count >= Self.maximum }

    mutating func enterReference(_ token: String) {
        push([token], isReference: true)
    }

    mutating func leaveReference() { leave() }

    /// Goes to a schema of the same value.
    mutating func enter(_ tokens: [String]) { push(tokens) }

    /// Goes to a schema of a member or an item.
    mutating func enter(_ tokens: [String], _ node: JSONTree.Node, position: Int = 0) {
        push(tokens)
        steps.append(node.keyRange.isEmpty ? .item(position: position) : .member(key: node.keyRange))
    }

    private mutating func push(_ tokens: [String], isReference: Bool = false) {
        frames.append((self.tokens.count, steps.count, isReference))
        self.tokens += tokens
        if isReference { referenceCount += 1 }
    }

    mutating func leave() {
        guard let frame = frames.popLast() else { return }
        tokens.removeLast(tokens.count - frame.tokens)
        steps.removeLast(steps.count - frame.steps)
        if frame.isReference { referenceCount -= 1 }
    }

    /// Takes the faults out, so that those of an alternative can be collected on their own.
    mutating func takeFaults() -> [Fault] {
        defer { faults = [] }
        return faults
    }

    mutating func restore(_ faults: [Fault]) { self.faults = faults }

    mutating func append(_ others: [Fault]) { faults += others.prefix(max(0, Self.maximum - faults.count)) }

    /// Reports a keyword of a schema at `location`, about the text at `range`.
    mutating func report(
        _ keyword: SchemaKeyword,
        code: ErrorCode? = nil,
        tokens extra: [String],
        location: String,
        _ message: String,
        expectation: String = "",
        found: String = "",
        instance: String,
        field: String? = nil,
        at range: Range<Int>
    ) {
        guard !isFull else { return }
        let way = extra.map(JSONPointer.token).joined()
        let absolute = referenceCount > 0 ? location + URIReference.escaped(fragment: way) : ""
        let violation = Violation(
            code: code ?? ErrorCode(rawValue: keyword.rawValue),
            instanceLocation: instance,
            keywordLocation: check.location + (tokens + extra).map(JSONPointer.token).joined(),
            absoluteKeywordLocation: absolute,
            message: message,
            offset: range.lowerBound,
            length: range.count,
            field: field
        )
        faults.append(
            Fault(violation: violation, keyword: keyword, depth: depth, expectation: expectation, found: found)
        )
    }

    /// Reports a member that no schema names, at a place inside the value.
    mutating func reportUnknown(_ message: String, instance steps: [String], at range: Range<Int>) {
        guard !isFull else { return }
        let violation = Violation(
            code: ErrorCode(rawValue: SchemaKeyword.additionalProperties.rawValue),
            instanceLocation: JSONPointer.shown(from: pointer, steps),
            message: message,
            offset: range.lowerBound,
            length: range.count
        )
        faults.append(Fault(violation: violation, keyword: .additionalProperties, depth: steps.count))
    }

    /// Reports that the value was not followed to its end.
    mutating func reportDepth(_ message: String, _ range: Range<Int>) {
        let violation = Violation(
            code: .depth,
            instanceLocation: pointer,
            message: message,
            offset: range.lowerBound,
            length: range.count
        )
        faults = [Fault(violation: violation, keyword: .ref, depth: 0)]
    }

    /// The place of the current value in the record.
    func instance(in text: Span<UInt8>) -> String {
        let shown = steps.map { step in
            switch step {
            case .item(let position): "/\(position)"
            case .member(let key):
                JSONPointer.shownToken(forKey: text.extracting(key.lowerBound + 1..<key.upperBound - 1))
            }
        }
        return JSONPointer.shown(from: pointer, shown)
    }
}
