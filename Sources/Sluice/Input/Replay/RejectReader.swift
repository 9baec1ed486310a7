/// Reads the lines of a file of rejects.
///
/// Reading many lines with one value reuses its memory.
struct RejectReader {
    private enum Name: Int, CaseIterable {
        case file
        case fileBase64
        case record
        case line
        case column
        case offset
        case length
        case errors
        case keyField
        case key
        case original
        case raw
        case rawBase64
        case rawTruncated
    }

    /// The names as they are written, in the order of the cases.
    private static let names = [
        "file", "file_base64", "record", "line", "column", "offset", "length", "errors", "key_field", "key",
        "original", "raw", "raw_base64", "raw_truncated",
    ].map { Array($0.utf8) }

    /// The members of an object by their names.
    private struct Members {
        private let names = RejectReader.names
        private var members = ObjectMembers()
        private var found = [ObjectMembers.Member?](repeating: nil, count: Name.allCases.count)

        subscript(name: Name) -> ObjectMembers.Member? { found[name.rawValue] }

        /// Reads `text`; returns false unless it is one JSON object.
        mutating func read(_ text: Span<UInt8>) -> Bool {
            for index in found.indices { found[index] = nil }
            guard members.read(text) else { return false }
            for member in members.all {
                if let index = names.firstIndex(where: { member.isNamed($0, in: text) }) { found[index] = member }
            }
            return true
        }
    }

    private var members = Members()
    private var original = Members()
    /// The name of the last original input, as it is in the line: most lines have the same.
    private var lastName: (text: [UInt8], name: InputName)?

    /// Reads a line; returns `nil` if it is not a reject.
    mutating func read(_ line: Span<UInt8>) -> Reject? {
        guard members.read(line), members[.errors]?.kind == .array, let record = members[.record],
            record.kind == .null || record.kind == .integer, hasRaw(line)
        else { return nil }
        let isTruncated = members[.rawTruncated]?.kind == .true
        return Reject(
            isRecord: record.kind != .null,
            truncatedLength: isTruncated ? members[.length]?.integer(in: line) ?? 0 : nil,
            key: key(line),
            original: originalPlace(line)
        )
    }

    /// Appends the bytes of the record in the line that was read last.
    func appendRaw(of line: Span<UInt8>, to output: inout [UInt8]) {
        if members[.raw]?.appendString(in: line, to: &output) == true { return }
        output += members[.rawBase64]?.string(in: line).flatMap(Base64.decode) ?? []
    }

    private func hasRaw(_ line: Span<UInt8>) -> Bool {
        guard members[.raw]?.kind != .string else { return true }
        return members[.rawBase64]?.string(in: line).flatMap(Base64.decode) != nil
    }

    private func key(_ line: Span<UInt8>) -> MemberKey? {
        guard let field = members[.keyField]?.string(in: line), let key = members[.key], key.kind == .string else {
            return nil
        }
        return MemberKey(field: field, text: Array(copying: line.extracting(key.value)))
    }

    private mutating func originalPlace(_ line: Span<UInt8>) -> OriginalPlace? {
        guard let inner = members[.original] else { return place(members, line) }
        let text = line.extracting(inner.value)
        return original.read(text) ? place(original, text) : nil
    }

    private mutating func place(_ members: Members, _ text: Span<UInt8>) -> OriginalPlace? {
        guard let name = name(members, text), let line = members[.line]?.integer(in: text),
            let column = members[.column]?.integer(in: text), let offset = members[.offset]?.integer(in: text),
            // The numbers may have been edited; sums with them must not overflow.
            Self.isPlausible(line), Self.isPlausible(column), Self.isPlausible(offset)
        else { return nil }
        let record = members[.record]?.integer(in: text)
        return OriginalPlace(exactName: name, record: record, line: line, column: column, offset: offset)
    }

    private static func isPlausible(_ number: Int) -> Bool { (0...Int.max / 2).contains(number) }

    private mutating func name(_ members: Members, _ text: Span<UInt8>) -> InputName? {
        guard let member = members[.file] ?? members[.fileBase64], member.kind == .string else { return nil }
        let literal = text.extracting(member.value)
        let isPlain = members[.file] != nil
        if isPlain, let lastName, lastName.text.span.hasSameBytes(as: literal) { return lastName.name }
        guard let string = member.string(in: text) else { return nil }
        guard isPlain else { return Base64.decode(string).map { InputName(FilePath(bytes: $0)) } }
        let name = InputName(FilePath(string))
        lastName = (Array(copying: literal), name)
        return name
    }
}
