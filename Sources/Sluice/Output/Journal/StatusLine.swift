/// Reads lines of the status journal; use one for all lines, as it reuses its memory.
///
/// Values are read from the text of the line, which is passed to each call.
struct StatusLine {
    private static let names = StatusField.allCases.map { Array($0.name.utf8) }

    private var object = ObjectMembers()
    /// The members by field; of members with the same key, the last one counts.
    private var members: [ObjectMembers.Member?] = StatusField.allCases.map { _ in nil }

    /// Reads `text`; returns `false` unless it is exactly one JSON object.
    mutating func read(_ text: Span<UInt8>) -> Bool {
        guard object.read(text) else { return false }
        for index in members.indices { members[index] = nil }
        var next = 0
        // No field is an array.
        for member in object.all where member.kind != .array {
            guard let index = Self.index(of: member, from: next, in: text) else { continue }
            members[index] = member
            next = index + 1
        }
        return true
    }

    func string(_ field: StatusField, in text: Span<UInt8>) -> String? { self[field]?.string(in: text) }

    func integer(_ field: StatusField, in text: Span<UInt8>) -> Int? { self[field]?.integer(in: text) }

    func double(_ field: StatusField, in text: Span<UInt8>) -> Double? { self[field]?.double(in: text) }

    private subscript(_ field: StatusField) -> ObjectMembers.Member? { members[field.rawValue] }

    /// Returns the index of `member`'s field, if it is one.
    ///
    /// The search starts at `start`, because lines have their fields in order.
    private static func index(of member: ObjectMembers.Member, from start: Int, in text: Span<UInt8>) -> Int? {
        let names = names
        for index in start..<names.count where member.isNamed(names[index], in: text) { return index }
        for index in 0..<start where member.isNamed(names[index], in: text) { return index }
        return nil
    }
}
