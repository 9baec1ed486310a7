/// What records stand in at a place between two of them.
enum RecordLevel: Sendable, Equatable {
    /// No document is open: an object that follows is a record, an array holds records.
    case document
    /// A document is open that is an array: its elements are records.
    case array
}
