import Sluice

/// Suggestions for mistyped words.
enum Suggestion {
    /// Returns `; did you mean '…'?`, or nothing if no candidate is similar.
    static func hint(for word: String, among candidates: [String]) -> String {
        NearestName.find(word, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    }
}
