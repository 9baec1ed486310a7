/// What a line of a file of rejects says of its record, besides the record's bytes.
struct Reject {
    /// Whether it is about a record, and not about bytes between two.
    let isRecord: Bool
    /// How many bytes the record has, if the reject has only the first ones.
    let truncatedLength: Int?
    let key: MemberKey?
    /// Where the record was in the first input that it was rejected from.
    let original: OriginalPlace?
}
