/// The values of one small JSON object by key; arrays are skipped.
///
/// If a key occurs more than once, its last member is used.
struct FlatJSONObject {
    private let text: [UInt8]
    private let members: [ObjectMembers.Member]

    /// Reads `text`; returns `nil` unless it is exactly one JSON object.
    init?(_ text: [UInt8]) {
        var members = ObjectMembers()
        guard members.read(text.span) else { return nil }
        self.members = members.all
        self.text = text
    }

    func string(_ key: String) -> String? { member(key)?.string(in: text.span) }

    func integer(_ key: String) -> Int? { member(key)?.integer(in: text.span) }

    func double(_ key: String) -> Double? { member(key)?.double(in: text.span) }

    func boolean(_ key: String) -> Bool? {
        switch member(key)?.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    func object(_ key: String) -> FlatJSONObject? {
        guard let member = member(key), member.kind == .object else { return nil }
        return FlatJSONObject(Array(text[member.value]))
    }

    private func member(_ key: String) -> ObjectMembers.Member? {
        let name = Array(key.utf8)
        return members.last { $0.isNamed(name, in: text.span) }
    }
}
