/// Where a text turns out not to be JSON at all: there is no record that the error could be an error of.
struct InputFault: Sendable {
    /// What was expected, and what was found.
    let message: String
    /// The absolute offset of the offending byte, and the extent of the text before it.
    let offset: Int
    let extent: TextExtent
    /// How many bytes the offending text is long, for a caret line.
    let length: Int
    /// A copy of the bytes around it.
    let surroundings: ChunkBytes
    /// The input that the text is of, once that is known.
    var input = InputName("")
}
