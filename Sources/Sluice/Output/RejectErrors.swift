/// The errors of a reject as JSON, within bounds: bad lines must not become many times as much text.
///
/// At least one is listed, with its texts cut if it is too long, and then as many as there is room for.
struct RejectErrors {
    /// What a reject may have beside its raw bytes, in bytes, its place and the names of its members included.
    private static let maximumLength = 399
    /// A longer record may have this many times its own length, so that all errors of an ordinary one are listed.
    private static let factor = 20
    /// The most that the names of the other members take, and what follows them but numbers and the name of the input.
    private static let names = 135
    /// How long the texts of an error may be, in bytes, tried in this order.
    private static let limits = [Int.max, 160, 120, 80, 60, 40, 25, 10]

    /// The errors as a JSON array.
    private(set) var list: [UInt8] = []
    /// How many errors are not listed.
    private(set) var omitted = 0
    private var error = JSONWriter()

    /// Encodes the errors of a rejected record.
    mutating func encode(_ located: LocatedRejection) {
        let (position, length) = (located.position, located.rejection.range.count)
        let numbers = [position.record ?? 0, position.line, position.column, position.offset, length]
        let others = numbers.reduce(Self.names + located.input.length) { $0 + "\($1)".utf8.count }
        let room = max(Self.maximumLength, Self.factor * length) - others
        list.removeAll(keepingCapacity: true)
        list.append(UInt8(ascii: "["))
        omitted = 0
        for (violation, place) in zip(located.rejection.violations, located.violationPositions) {
            guard omitted == 0, fits(violation, at: place, room - list.count) else {
                omitted += 1
                continue
            }
            if list.count > 1 { list.append(UInt8(ascii: ",")) }
            list += error.bytes
        }
        list.append(UInt8(ascii: "]"))
    }

    /// Encodes an error; returns whether it is listed, as the first one is in any case.
    private mutating func fits(_ violation: Violation, at place: RecordPosition, _ room: Int) -> Bool {
        let isFirst = list.count == 1
        for limit in isFirst ? Self.limits : [.max] {
            error.removeAll()
            error.object { Self.write(violation, at: place, limit, to: &$0) }
            if error.bytes.count <= room { return true }
        }
        return isFirst
    }

    private static func write(
        _ violation: Violation,
        at place: RecordPosition,
        _ limit: Int,
        to writer: inout JSONWriter
    ) {
        writer.member("code", violation.code.rawValue)
        writer.member("instanceLocation", cut(violation.instanceLocation, limit))
        writer.member("keywordLocation", cut(violation.keywordLocation, limit))
        if !violation.absoluteKeywordLocation.isEmpty {
            writer.member("absoluteKeywordLocation", cut(violation.absoluteKeywordLocation, limit))
        }
        writer.member("error", cut(violation.message, limit))
        writer.member("line", place.line)
        writer.member("column", place.column)
        writer.member("offset", place.offset)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var length = 0
        let head = text.unicodeScalars.prefix { scalar in
            length += UTF8.width(scalar)
            return length <= limit
        }
        return String(head) + "…"
    }
}
