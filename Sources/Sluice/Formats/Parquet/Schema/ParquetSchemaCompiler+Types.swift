/// The types of columns.
extension ParquetSchemaCompiler {
    /// Returns the type of a value that goes to one column.
    func columnType(
        of schema: SchemaNode,
        _ keywords: SchemaCompiler.Keywords,
        _ types: ValueTypes
    ) -> (ColumnType, ColumnFailure) {
        if let decimal = decimalType(of: schema) { return decimal }
        switch types.single {
        case .boolean: return (.boolean, ColumnFailure(keyword: "type", at: schema.pointer))
        case .integer: return integerType(of: schema, keywords)
        case .number:
            let expectation = "a number that a double can hold"
            return (.double, ColumnFailure(keyword: "type", at: schema.pointer, expectation: expectation))
        case .string: return stringType(of: schema, keywords)
        // Objects and arrays whose contents are unknown, and values of several types.
        case .object, .array, .null, nil: return (.json, ColumnFailure(keyword: "type", at: schema.pointer))
        }
    }

    private func integerType(of schema: SchemaNode, _ keywords: SchemaCompiler.Keywords) -> (ColumnType, ColumnFailure)
    {
        let isShort = IntegerRange(keywords).isWithin(Int64(Int32.min)...Int64(Int32.max))
        let range = isShort ? "\(Int32.min) to \(Int32.max)" : "\(Int64.min) to \(Int64.max)"
        let failure = ColumnFailure(keyword: "type", at: schema.pointer, expectation: "an integer from \(range)")
        return (isShort ? .int32 : .int64, failure)
    }

    private func stringType(of schema: SchemaNode, _ keywords: SchemaCompiler.Keywords) -> (ColumnType, ColumnFailure) {
        if schema.members.contains(where: { $0.key == ParquetKeyword.format }) {
            let expectation =
                "a date and time without an offset, of the years 0001 to 9999 and to the microsecond,"
                + " such as 2024-03-05T12:34:56.123456"
            return (
                .timestamp(isAdjustedToUTC: false),
                ColumnFailure(keyword: ParquetKeyword.format, at: schema.pointer, expectation: expectation)
            )
        }
        func failure(_ expectation: String) -> ColumnFailure {
            ColumnFailure(keyword: "format", at: schema.pointer, expectation: expectation)
        }
        switch keywords[.format]?.string {
        case "date": return (.date, failure("a date of the years 0001 to 9999, such as 2024-03-05"))
        case "date-time":
            let expectation =
                "a date and time with an offset, in UTC of the years 0001 to 9999 and to the microsecond,"
                + " such as 2024-03-05T12:34:56.123456Z"
            return (.timestamp(isAdjustedToUTC: true), failure(expectation))
        default: return (.string, ColumnFailure(keyword: "type", at: schema.pointer))
        }
    }

    /// Returns the decimal type that `x-parquet` requests, such as `"decimal(10,2)"`.
    private func decimalType(of schema: SchemaNode) -> (ColumnType, ColumnFailure)? {
        guard let decimal = schema.decimal else { return nil }
        let (precision, scale) = (decimal.precision, decimal.scale)
        let expectation = "a number with at most \(precision - scale) digits before the point and \(scale) after it"
        return (
            .decimal(precision: precision, scale: scale),
            ColumnFailure(keyword: ParquetKeyword.type, at: schema.pointer, expectation: expectation)
        )
    }
}
