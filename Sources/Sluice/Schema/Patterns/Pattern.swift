/// A compiled regular expression of ECMA-262, as JSON Schema's `pattern` has it: matched over UTF-8 in linear time.
///
/// It matches anywhere in a text unless `^` and `$` bind it. Characters are those of Unicode, as with the flag `u`.
/// What a pattern needs is bounded (`PatternLimits`): one that needs more is an error, and so are look-behind and
/// back-references.
struct Pattern: Sendable {
    private let classes: ScalarClasses
    private let direction: PatternDirection
    /// The whole automaton, if it is small.
    private let table: PatternTable?
    /// What finds an automaton's states one by one, if it is not.
    private let stepper: PatternStepper?

    private let method: PatternMethod

    init(_ source: String, _ method: PatternMethod = PatternMethod()) throws(PatternError) {
        self.method = method
        let parsed = try PatternParser.parse(source)
        direction = PatternDirection(for: parsed, wanted: method.direction)
        let graph = try PatternGraphBuilder.build(parsed, direction)
        var sets = parsed.sets
        if graph.knowsWords { sets.append(.word) }
        classes = try ScalarClasses(sets)
        let stepper = PatternStepper(graph, classes, wordSet: graph.knowsWords ? sets.count - 1 : nil)
        table = PatternTable(stepper, symbolCount: classes.symbolCount, entryLimit: method.tableEntries)
        self.stepper = table == nil ? stepper : nil
    }

    /// A matcher for this pattern, which one worker at a time may use.
    func makeMatcher() -> PatternMatcher {
        PatternMatcher(stepper, symbolCount: classes.symbolCount, method)
    }

    /// Whether it matches anywhere in `text`; `nil` if that needs a matcher.
    @inline(__always)
    func matchesByTable(_ text: Span<UInt8>) -> Bool? {
        guard let table else { return nil }
        return direction == .forward
            ? table.accepts(text, classes, ForwardReading.self) : table.accepts(text, classes, BackwardReading.self)
    }

    /// Whether it matches anywhere in `text`, which is valid UTF-8 without escapes.
    ///
    /// `matcher` was made by this pattern: it holds the states found so far, in bounded memory.
    func matches(_ text: Span<UInt8>, _ matcher: inout PatternMatcher) -> Bool {
        switch (table, direction) {
        case (let table?, .forward): table.accepts(text, classes, ForwardReading.self)
        case (let table?, .backward): table.accepts(text, classes, BackwardReading.self)
        case (nil, .forward): matcher.accepts(text, classes, ForwardReading.self)
        case (nil, .backward): matcher.accepts(text, classes, BackwardReading.self)
        }
    }
}
