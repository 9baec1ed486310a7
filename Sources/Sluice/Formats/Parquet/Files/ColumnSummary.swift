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
        guard let bound else { return }
        let text = text(of: bound)
        writer.member(name, encoded: text.span)
        if !bound.isExact { writer.member("\(name)_is_exact", false) }
    }

    /// A value as JSON.
    ///
    /// The lower bound of a column with zeros is -0.0 in the file, as the format requires, and here too.
    private func text(of bound: Statistics.Bound) -> [UInt8] {
        var writer = JSONWriter()
        let number = bound.integer
        switch type {
        case .string, .json: writer.value(text: bound.bytes.span)
        case .boolean: writer.value(number != 0)
        case .int32, .int64: writer.value(number)
        case .double: writer.value(Double(bitPattern: UInt64(bitPattern: number)))
        case .decimal(_, let scale):
            let isWide = type.physicalType == .fixedLengthByteArray
            let text = Array(Self.decimal(isWide ? bound.wideInteger : Int128(number), scale).utf8)
            writer.value(encoded: text.span)
        case .date, .timestamp:
            let text = calendarText(number)
            writer.value(text: text.span)
        }
        return writer.bytes
    }

    private static func decimal(_ number: Int128, _ scale: Int) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        let fraction = scale > 0 ? "." + padded.suffix(scale) : ""
        return (number < 0 ? "-" : "") + padded.dropLast(scale) + fraction
    }

    private func calendarText(_ number: Int64) -> [UInt8] {
        let unit = type == .date ? 1 : 86_400_000_000
        let (quotient, remainder) = Int(number).quotientAndRemainder(dividingBy: unit)
        let days = remainder < 0 ? quotient - 1 : quotient
        var text = GrowingBuffer<UInt8>(capacity: 32)
        CivilDate(daysSinceEpoch: days).append(to: &text)
        if case .timestamp(let isAdjustedToUTC) = type {
            text.append(UInt8(ascii: "T"))
            TimeOfDay(microseconds: Int(number) - days * unit).append(to: &text)
            if isAdjustedToUTC { text.append(UInt8(ascii: "Z")) }
        }
        return Array(copying: text.span)
    }
}
