/// Writes the evidence as a schema.
///
/// Its assertions hold for every value seen: types, members that were always present, lists of the few strings that
/// recurred. Ranges and counts are in `x-evidence`, which asserts nothing.
struct SchemaWriter {
    /// The average number of occurrences of each string from which a list of strings is proposed.
    private static let occurrencesOfChoice = 20
    let values: [InferredValue]

    /// The numbers that a column would round.
    var warnings: [InferredSchema.Warning] {
        var warnings: [InferredSchema.Warning] = []
        addWarnings(values[0], at: "", to: &warnings)
        return warnings
    }

    private func addWarnings(_ value: InferredValue, at pointer: String, to warnings: inout [InferredSchema.Warning]) {
        if InferredTypes(value).isDouble, let number = value.numbers.beyondDouble {
            let notice = ColumnNotice(.beyondDouble, column: pointer, number.text.span, at: number.offset)
            warnings.append(InferredSchema.Warning(message: notice.message, remedy: nil))
        }
        for (name, member) in zip(value.members.names, value.members.values) {
            let token = JSONPointer.shownToken(String(decoding: name, as: UTF8.self))
            addWarnings(values[member], at: pointer + token, to: &warnings)
        }
        if let items = value.items { addWarnings(values[items], at: pointer + "/*", to: &warnings) }
    }

    /// The whole schema on one line.
    func document(bytesRead: Int) -> [UInt8] {
        var writer = JSONWriter()
        let record = values[0]
        writer.object { writer in
            writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            writer.member("type", "object")
            writeMembers(of: record, to: &writer)
            writer.member(SchemaEvidence.keyword) { writer in
                writer.member("records", record.count)
                writer.member("bytes", bytesRead)
                if record.isCut { writer.member("has_more_members", true) }
            }
        }
        return writer.bytes
    }

    private func writeMembers(of object: InferredValue, to writer: inout JSONWriter) {
        let members = object.members
        guard members.count > 0 else { return }
        let objectCount = object[.object].count
        writer.member("properties") { writer in
            for index in 0..<members.count {
                writer.key(String(decoding: members.names[index], as: UTF8.self))
                write(values[members.values[index]], of: objectCount, to: &writer)
            }
        }
        let required = (0..<members.count).filter { values[members.values[$0]].count == objectCount }
        guard !required.isEmpty else { return }
        writer.member("required", required.map { String(decoding: members.names[$0], as: UTF8.self) })
    }

    /// Writes the schema of a value that may occur once in each of `parents` objects; `nil` for an item.
    private func write(_ value: InferredValue, of parents: Int?, to writer: inout JSONWriter) {
        writer.object { writer in
            let types = InferredTypes(value)
            if let names = types.names {
                if names.count == 1 { writer.member("type", names[0]) } else { writer.member("type", names) }
            }
            if let decimal = types.decimal { writer.member(ParquetKeyword.type, decimal) }
            if types.single == .string { writeStrings(value, to: &writer) }
            writeMembers(of: value, to: &writer)
            if let items = value.items {
                writer.key("items")
                write(values[items], of: nil, to: &writer)
            }
            writer.member(SchemaEvidence.keyword) { writeEvidence(value, of: parents, to: &$0) }
        }
    }

    private func writeStrings(_ value: InferredValue, to writer: inout JSONWriter) {
        let formats = value.strings.formats
        if formats.contains(.date) {
            writer.member("format", "date")
        } else if formats.contains(.dateTime) {
            writer.member("format", "date-time")
        } else if formats.contains(.localDateTime) {
            writer.member(ParquetKeyword.format, "local-date-time")
        } else if isChoice(value) {
            writer.arrayMember("enum") { writer in
                for choice in value.strings.values { writer.value(text: choice.text.span) }
                if value[.null].count > 0 { writer.value(String?.none) }
            }
        }
    }

    /// Returns whether so few distinct strings occurred so often that the list seems complete.
    private func isChoice(_ value: InferredValue) -> Bool {
        let distinct = value.strings.values.count
        return !value.strings.isOverflowing && distinct * Self.occurrencesOfChoice <= value[.string].count
    }
}

// MARK: Evidence

extension SchemaWriter {
    private func writeEvidence(_ value: InferredValue, of parents: Int?, to writer: inout JSONWriter) {
        writer.member("count", value.count)
        if let parents { writer.member("share", Self.share(value.count, of: parents)) }
        writer.member("types") { writer in
            for kind in value.kinds {
                writer.member(kind.name) { writer in
                    writer.member("count", value[kind].count)
                    writer.member("share", Self.share(value[kind].count, of: value.count))
                    writer.member("first_offset", value[kind].firstOffset)
                }
            }
        }
        if !value.numbers.isEmpty {
            writer.member("minimum", encoded: value.numbers.minimum.span)
            writer.member("maximum", encoded: value.numbers.maximum.span)
        }
        if InferredTypes(value).isDouble, let number = value.numbers.beyondDouble {
            writer.member("beyond_double") { writer in
                writer.member("first", encoded: number.text.span)
                writer.member("first_offset", number.offset)
            }
        }
        if value[.string].count > 0, !value.strings.isOverflowing {
            writer.member("distinct", value.strings.values.count)
            if isChoice(value) { writer.member("values") { writeChoices(value.strings, to: &$0) } }
        }
        if value.isCut { writer.member("has_more_inside", true) }
    }

    private func writeChoices(_ strings: StringEvidence, to writer: inout JSONWriter) {
        for choice in strings.values {
            writer.member(String(decoding: choice.text, as: UTF8.self), choice.count)
        }
    }

    /// Returns a part of a whole, with six decimals.
    private static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : (Double(part) / Double(whole) * 1_000_000).rounded() / 1_000_000
    }
}

/// The types that a schema lists for the values of one place.
private struct InferredTypes {
    /// `nil` if every value must be accepted.
    var names: [String]?
    /// The one type of the values that are not null.
    let single: InferredValue.Kind?
    /// The decimal type for integers beyond 64 bits.
    var decimal: String?
    /// Whether Parquet has doubles for the values.
    var isDouble: Bool { single == .number && names != nil }

    init(_ value: InferredValue) {
        var kinds = value.kinds.filter { $0 != .null }
        if kinds.contains(.number) { kinds.removeAll { $0 == .integer } }
        single = kinds.count == 1 ? kinds[0] : nil
        names = (kinds + (value[.null].count > 0 ? [.null] : [])).map(\.name)
        guard single == .integer || single == .number else { return }
        if single == .integer, value.numbers.fitInt64 { return }
        let digits = value.numbers.integerDigits
        if single == .integer, digits <= ColumnType.maximumPrecision {
            decimal = "decimal(\(digits),0)"
        } else if !value.numbers.areFinite || single == .integer {
            // No column of numbers can hold them exactly, so they remain text.
            names = nil
        }
    }
}
