/// The manifest's summary of one column of a part.
struct ColumnSummary: Sendable {
    /// The names on the path to it, including those of the format's own levels: `tags.list.element`.
    let path: [String]
    let type: ColumnType
    let statistics: Statistics
}

extension ColumnSummary: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", path.joined(separator: "."))
            writer.member("nulls", statistics.nullCount)
            write(statistics.minimum, as: "min", to: &writer)
            write(statistics.maximum, as: "max", to: &writer)
        }
    }

    /// Writes a bound, and whether it was shortened: then it is close to the values, but not one of them.
    private func write(_ bound: Statistics.Bound?, as name: String, to writer: inout JSONWriter) {
        guard let bound, let text = text(of: bound.bytes) else { return }
        writer.member(name, encoded: text.span)
        if !bound.isExact { writer.member("\(name)_is_exact", false) }
    }

    /// A value as JSON, from its plain encoding; `nil` for one that has no JSON form.
    private func text(of bytes: [UInt8]) -> [UInt8]? {
        var writer = JSONWriter()
        let number = Statistics.Bound(bytes: bytes).integer
        switch type {
        case .string, .json: writer.value(text: bytes.span)
        case .boolean: writer.value(number != 0)
        case .int32, .int64: writer.value(number)
        case .double:
            let value = Double(bitPattern: UInt64(bitPattern: number))
            // The format requires a lower bound of -0 for 0: the sign says nothing about the values.
            writer.value(value == 0 ? 0 : value)
        case .decimal(_, let scale): writer.value(encoded: Array(Self.decimal(number, scale).utf8).span)
        case .date, .timestamp:
            guard let text = calendarText(number) else { return nil }
            writer.value(text: text.span)
        }
        return writer.bytes
    }

    private static func decimal(_ number: Int64, _ scale: Int) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        let fraction = scale > 0 ? "." + padded.suffix(scale) : ""
        return (number < 0 ? "-" : "") + padded.dropLast(scale) + fraction
    }

    private func calendarText(_ number: Int64) -> [UInt8]? {
        let unit = type == .date ? 1 : 86_400_000_000
        let (quotient, remainder) = Int(number).quotientAndRemainder(dividingBy: unit)
        let days = remainder < 0 ? quotient - 1 : quotient
        var text = GrowingBuffer<UInt8>(capacity: 32)
        let date = CivilDate(daysSinceEpoch: days)
        // With an offset the time in UTC may be outside the years of four digits.
        guard (0...9_999).contains(date.year) else { return nil }
        date.append(to: &text)
        if case .timestamp(let isAdjustedToUTC) = type {
            text.append(UInt8(ascii: "T"))
            TimeOfDay(microseconds: Int(number) - days * unit).append(to: &text)
            if isAdjustedToUTC { text.append(UInt8(ascii: "Z")) }
        }
        return Array(copying: text.span)
    }
}
