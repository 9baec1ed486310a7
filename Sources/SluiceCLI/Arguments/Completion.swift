/// What shells complete a value or an operand to.
struct Completion: Sendable {
    enum Paths: Sendable {
        case none
        case files
        case directories
    }

    var words: [String] = []
    var paths = Paths.none

    static let files = Completion(paths: .files)
    static let directories = Completion(paths: .directories)
}
