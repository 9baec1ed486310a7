/// What the records around a place are part of.
enum RecordLevel: Sendable, Equatable {
    /// No document is open: an object that follows is a record, an array holds records.
    case document
    /// A document that is an array is open: its elements are records.
    case array
}
