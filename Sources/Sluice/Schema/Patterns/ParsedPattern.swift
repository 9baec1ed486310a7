/// A pattern as its text says it.
struct ParsedPattern {
    let root: PatternNode
    /// What look-aheads ask for; one within another comes before it.
    let lookAheads: [PatternNode]
    /// The sets of characters that the parts name by number, each once.
    let sets: [ScalarSet]
}
