/// Whether something is wanted.
enum Answer: String, CaseIterable, Sendable {
    case yes
    case no
}
