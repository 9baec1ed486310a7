/// How a pattern is matched: what it needs and how fast it is depend on it, what it matches does not.
struct PatternMethod: Sendable {
    /// The end from which texts are read; `nil` for what suits the pattern.
    ///
    /// A pattern with a look-ahead is always read backward.
    var direction: PatternDirection?
    /// The entries of a table that is built when the pattern is compiled, two bytes each.
    var tableEntries = 32_768
    /// The entries of a matcher's table, four bytes each; there is always room for two states.
    var cacheEntries = 1 << 19
    /// The states of the graph that those of a matcher's table may hold in all, two bytes each.
    var cacheMembers = 1 << 20
}
