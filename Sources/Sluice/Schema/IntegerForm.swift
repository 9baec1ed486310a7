/// How the output holds integers.
enum IntegerForm: Sendable {
    /// As text, which readers take for an integer only if it is digits alone.
    case text
    /// As numbers in typed columns.
    case number
}
