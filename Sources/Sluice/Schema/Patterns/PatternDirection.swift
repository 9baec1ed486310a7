/// From which end a text is read.
enum PatternDirection: Sendable {
    case forward
    /// From the last character to the first: what a look-ahead asks for has been read when its place is reached.
    case backward

    /// The direction in which `pattern` can be matched, the wanted one if both are possible, or what decides it sooner.
    init(for pattern: ParsedPattern, wanted: PatternDirection?) {
        if !pattern.lookAheads.isEmpty {
            self = .backward
        } else {
            self = wanted ?? (!pattern.root.isBoundToStart && pattern.root.isBoundToEnd ? .backward : .forward)
        }
    }
}
