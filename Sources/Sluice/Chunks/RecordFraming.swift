/// What separates one record from the next.
enum RecordFraming: Sendable, Equatable {
    /// The elements of a top-level array, with commas between them.
    case array
    /// The members of an object, with commas between them.
    case members
    /// One value per line.
    case lines
    /// Values in a row, with or without white space between them.
    case concatenated
}
