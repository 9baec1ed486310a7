/// A record that a reject has given, as the text of a replay has it.
struct ReplayedRecord: Sendable {
    /// What is in the text for the record.
    enum Content: Sendable {
        /// Its bytes, with the first `keyLength` bytes after its brace added, which have `keyColumns` characters.
        case whole(keyLength: Int, keyColumns: Int)
        /// A stand-in, as these bytes are not exactly one object.
        case malformed([UInt8])
        /// A stand-in, as these bytes are only the first ones of a record with this length.
        case truncated([UInt8], length: Int)
    }

    /// Where it begins in the text.
    let start: Int
    /// The line of its reject, from 1, and that line's offset in the file of rejects.
    let line: Int
    let lineOffset: Int
    let content: Content
    let key: MemberKey?
    let original: OriginalPlace?
    /// How many rejects before it are no records.
    let leftOutBefore: Int
}
