/// What is said of inputs that are skipped: the first ones are named, the others counted.
struct SkippedInputs: Sendable {
    /// More lines than this are of no use.
    private static let maximumNotes = 10

    private var notes: [String] = []
    private var count = 0

    /// Adds an input, with the reason as the end of a sentence: `x is a directory`.
    mutating func add(_ name: @autoclosure () -> String, _ reason: String) {
        count += 1
        if count <= Self.maximumNotes { notes.append("\(name()) \(reason), and was skipped") }
    }

    /// Returns the notes since the last call.
    mutating func takeNotes() -> [String] {
        defer { notes = [] }
        return notes
    }

    /// Returns the notes since the last call, and the number of inputs that no note names.
    mutating func takeLastNotes() -> [String] {
        defer { count = 0 }
        let surplus = count - Self.maximumNotes
        return takeNotes() + (surplus > 0 ? ["\(surplus.grouped) more inputs were skipped"] : [])
    }
}
