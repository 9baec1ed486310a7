/// A place in an input, by line and column and by byte offset.
public struct RecordPosition: Sendable, Equatable {
    /// The record's number in the input, from 0; `nil` for a place between two records.
    public let record: Int?
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
    /// The absolute offset in bytes, from 0; in compressed input, that in the decompressed bytes.
    public let offset: Int

    /// The beginning of a message about what is there.
    var badSubject: String { record.map { "record \($0) is invalid" } ?? "a separator is invalid" }

    /// Makes a position from its four numbers.
    public init(record: Int?, line: Int, column: Int, offset: Int) {
        self.record = record
        self.line = line
        self.column = column
        self.offset = offset
    }
}
