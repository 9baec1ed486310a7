/// One member of a bad record, in parts that a fault may change.
private struct SyntheticMember {
    var key: String
    var colon: String
    var value: [UInt8]
    /// The bytes before the next member or the closing brace.
    var comma = ","
}

extension SyntheticFault {
    /// The nesting of a field that exceeds the default limit of 512 levels.
    private static let excessiveDepth = 600

    /// Appends `record` with this fault in it.
    func append(_ record: SyntheticRecord, _ layout: SyntheticRecords.Layout, to buffer: inout GrowingBuffer<UInt8>) {
        if self == .notAnObject {
            let texts = ["null", "[1, 2]", "\"Item \(record.id)\"", "\(record.id)"]
            buffer.append(contentsOf: texts[Int(record.category - UInt8(ascii: "A"))].utf8.span)
            return
        }
        var members = Self.members(of: record, layout)
        members[members.count - 1].comma = ""
        spoil(&members, of: record, layout)
        buffer.append(contentsOf: layout.openingBrace.utf8.span)
        for (index, member) in members.enumerated() {
            buffer.append(contentsOf: "\"\(member.key)\"\(member.colon)".utf8.span)
            buffer.append(contentsOf: member.value.span)
            buffer.append(contentsOf: member.comma.utf8.span)
            if index < members.count - 1 { buffer.append(contentsOf: layout.indentation.utf8.span) }
        }
        buffer.append(contentsOf: layout.closingBrace.utf8.span)
    }

    private static func members(of record: SyntheticRecord, _ layout: SyntheticRecords.Layout) -> [SyntheticMember] {
        var value = GrowingBuffer<UInt8>(capacity: 16)
        record.appendValue(to: &value)
        var creationTime = GrowingBuffer<UInt8>(capacity: 32)
        record.appendCreationTime(to: &creationTime)
        let values: [[UInt8]] = [
            Array("\(record.id)".utf8),
            Array("\"Item \(record.id)\"".utf8),
            Array("\"\(Unicode.Scalar(record.category))\"".utf8),
            Array(copying: value.span),
            Array("\(record.quantity)".utf8),
            Array("\(record.isActive)".utf8),
            Array("\"".utf8) + Array(copying: creationTime.span) + Array("\"".utf8),
        ]
        return zip(SyntheticRecord.fieldNames, values).map { name, value in
            SyntheticMember(key: name, colon: layout.colon, value: value)
        }
    }

    private func spoil(
        _ members: inout [SyntheticMember],
        of record: SyntheticRecord,
        _ layout: SyntheticRecords.Layout
    ) {
        func set(_ field: String, to text: String) {
            for index in members.indices where members[index].key == field { members[index].value = Array(text.utf8) }
        }
        switch self {
        case .bareWord: set("value", to: "NaN")
        case .wrongType: set("quantity", to: "\"five\"")
        case .booleanForInteger: set("id", to: "true")
        case .nullForString: set("name", to: "null")
        case .belowMinimum: set("value", to: "-0.01")
        case .notPositive: set("quantity", to: "0")
        case .unknownCategory: set("category", to: "\"E\"")
        case .leadingZero: set("quantity", to: "0\(record.quantity)")
        case .singleQuotes: set("name", to: "'Item \(record.id)'")
        case .unknownEscape: set("name", to: #""Item\ \#(record.id)""#)
        case .loneSurrogate: set("name", to: #""Item \ud800 \#(record.id)""#)
        case .controlCharacter: set("name", to: "\"Item\u{1}\(record.id)\"")
        case .invalidUTF8: members[1].value.insert(0xFF, at: 1)
        case .missingColon: members[4].colon = " "
        case .missingComma: members[record.quantity % 6].comma = ""
        case .trailingComma: members[members.count - 1].comma = ","
        case .missingField: members.remove(at: record.quantity % 5)
        case .duplicateKey: members.insert(members[0], at: 1)
        case .tooDeep:
            let nested =
                String(repeating: "[", count: Self.excessiveDepth)
                + String(repeating: "]", count: Self.excessiveDepth)
            members.insert(SyntheticMember(key: "nested", colon: layout.colon, value: Array(nested.utf8)), at: 6)
        case .notAnObject: break
        }
    }
}
