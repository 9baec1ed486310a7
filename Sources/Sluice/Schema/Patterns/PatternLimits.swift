/// What a pattern may need, so that its compilation, its memory and its steps per character are bounded.
enum PatternLimits {
    /// The longest pattern, in bytes of UTF-8.
    static let sourceBytes = 1 << 20
    /// How deep groups may be nested: parsing and compiling them is recursive.
    static let nesting = 100
    /// The states of the graph, whose numbers fit 16 bits.
    static let states = 65_535
    /// The different sets of characters, and the classes of characters that they tell apart.
    static let sets = 4_096
    /// The ranges of characters that properties have in all, and how many one counts for at least.
    static let ranges = 1 << 19
    static let rangesOfProperty = 64
    /// The steps that telling them apart may take.
    static let setSteps = 5_000_000
    /// The steps along the graph that building a table at compile time may take: some milliseconds.
    static let tableSteps = 200_000
}
