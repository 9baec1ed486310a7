/// The shells that completion scripts are for.
enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
}
