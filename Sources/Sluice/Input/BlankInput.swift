/// What is known of an input without a document: there is nothing to read.
struct BlankInput: Sendable {
    /// How many bytes of white space it has.
    let bytes: Int
    /// Of the rejects of an earlier run, how many there are: none is a record.
    var rejectsLeftOut = 0
    /// Where the stream of a compressed input breaks off, before any other text.
    var streamBreak: StreamBreak?
}
