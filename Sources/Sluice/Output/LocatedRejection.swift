/// A rejected record, or stray bytes, with the places of its beginning and of each violation.
struct LocatedRejection {
    /// The input that it is in.
    let input: InputName
    let rejection: RecordRejection
    let position: RecordPosition
    /// One for each of the rejection's violations.
    let violationPositions: [RecordPosition]
    /// The key of the member that the record is; `nil` unless it is to be stored in a field.
    var key: MemberKey?
    /// Where a replayed record was first.
    var original: OriginalPlace?
}
