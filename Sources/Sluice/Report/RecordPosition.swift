/// A place in the input, as an editor and as `dd` count.
public struct RecordPosition: Sendable, Equatable {
    /// The record's number in the input, from 0; `nil` for a place between two records.
    public let record: Int?
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
    /// The absolute offset in bytes, from 0.
    ///
    /// In compressed input: of the bytes within.
    public let offset: Int

    /// What is there, as the subject and predicate of a message.
    var badSubject: String { record.map { "record \($0) is invalid" } ?? "a separator is invalid" }

    /// Makes a position from its four numbers.
    public init(record: Int?, line: Int, column: Int, offset: Int) {
        self.record = record
        self.line = line
        self.column = column
        self.offset = offset
    }
}
