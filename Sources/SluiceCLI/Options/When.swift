/// When colours or progress are shown.
enum When: String, CaseIterable, Sendable {
    case auto
    case always
    case never
}
