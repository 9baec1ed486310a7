/// What separates one record from the next.
enum RecordFraming: Sendable, Equatable {
    /// The elements of a top-level array, with commas between them.
    case array
    /// One value per line.
    case lines
    /// Values in a row, with or without white space between them.
    case concatenated
}
