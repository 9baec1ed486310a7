/// What becomes of the members of an object that its schema does not name, the record's own fields included.
enum UnknownMembers: Sendable {
    case keep
    /// They are left out, unchecked.
    case drop
    /// The record is bad: it fails `additionalProperties`, which has no location if it is the policy of the run.
    case refuse(FailedKeyword)

    /// What a policy says of an object whose schema leaves it open.
    init(_ policy: UnknownFieldPolicy) {
        self =
            switch policy {
            case .keep: .keep
            case .drop: .drop
            case .reject:
                .refuse(
                    FailedKeyword(code: ErrorCode(rawValue: SchemaKeyword.additionalProperties.rawValue), location: "")
                )
            }
    }

    var areKept: Bool { if case .keep = self { true } else { false } }
    var areDropped: Bool { if case .drop = self { true } else { false } }

    /// The keyword that they fail, if they are refused.
    var refusal: FailedKeyword? {
        guard case .refuse(let keyword) = self else { return nil }
        return keyword
    }
}
