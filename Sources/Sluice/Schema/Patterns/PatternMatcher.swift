/// What a worker needs to match one pattern: the states that its texts have led to so far.
///
/// It is empty for a pattern whose states are all found when it is compiled.
struct PatternMatcher {
    private var search: PatternSearch?

    /// A matcher whose steps are those of `stepper`, if it needs any.
    init(_ stepper: PatternStepper?, symbolCount: Int, _ method: PatternMethod) {
        search = stepper.map { PatternSearch($0, symbolCount: symbolCount, method) }
    }

    mutating func accepts<Order: ReadingOrder>(
        _ text: Span<UInt8>,
        _ classes: ScalarClasses,
        _ order: Order.Type
    ) -> Bool {
        search?.accepts(text, classes, order) ?? false
    }
}
