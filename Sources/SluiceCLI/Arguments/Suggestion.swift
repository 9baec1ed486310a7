import Sluice

/// What somebody may have meant who typed another word.
enum Suggestion {
    /// Returns `; did you mean '…'?`, or nothing where no candidate is near.
    static func hint(for word: String, among candidates: [String]) -> String {
        NearestName.find(word, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    }
}
