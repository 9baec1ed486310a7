/// The types of columns.
extension ParquetSchemaCompiler {
    /// Returns the type of a value that goes to one column.
    func columnType(of schema: ResolvedSchema, _ uses: [SchemaUse], _ types: ColumnTypes) -> (ColumnType, ColumnFailure)
    {
        if let decimal = decimalType(of: schema, uses) { return decimal }
        let failed = failed(.type, schema, uses)
        switch types.single {
        case .boolean: return (.boolean, ColumnFailure(failed))
        case .integer: return integerType(of: schema, failed)
        case .number: return (.double, ColumnFailure(failed, expectation: "a number that a double can hold"))
        case .string: return stringType(of: schema, uses, failed)
        // Objects and arrays whose contents are unknown, and values of several types.
        case .object, .array, .null, nil: return (.json, ColumnFailure(failed))
        }
    }

    /// The keyword of the schema's parts that is to blame if a column cannot hold a value.
    private func failed(_ keyword: SchemaKeyword, _ schema: ResolvedSchema, _ uses: [SchemaUse]) -> FailedKeyword {
        let part = schema.parts.first { $0.keywords[keyword] != nil }
        guard let use = part?.use ?? uses.first else {
            return FailedKeyword(code: ErrorCode(rawValue: keyword.rawValue), location: "")
        }
        return use.failed(keyword.rawValue, in: library)
    }

    private func integerType(of schema: ResolvedSchema, _ failed: FailedKeyword) -> (ColumnType, ColumnFailure) {
        let isShort = IntegerRange(schema).isWithin(Int64(Int32.min)...Int64(Int32.max))
        let range = isShort ? "\(Int32.min) to \(Int32.max)" : "\(Int64.min) to \(Int64.max)"
        return (isShort ? .int32 : .int64, ColumnFailure(failed, expectation: "an integer from \(range)"))
    }

    private func stringType(
        of schema: ResolvedSchema,
        _ uses: [SchemaUse],
        _ failed: FailedKeyword
    ) -> (ColumnType, ColumnFailure) {
        if let format = schema.member(ParquetKeyword.format), let use = uses.first {
            let expectation =
                "a date and time without an offset, of the years 0001 to 9999 and to the microsecond,"
                + " such as 2024-03-05T12:34:56.123456"
            let keyword = (schema.part(holding: format)?.use ?? use).failed(ParquetKeyword.format, in: library)
            return (.timestamp(isAdjustedToUTC: false), ColumnFailure(keyword, expectation: expectation))
        }
        let formatted = schema.parts.first { $0.kinds.contains(.string) && $0.keywords[.format] != nil }
        guard let formatted else { return (.string, ColumnFailure(failed)) }
        let keyword = formatted.use.failed(SchemaKeyword.format.rawValue, in: library)
        switch formatted.keywords[.format]?.string {
        case "date":
            let expectation = "a date of the years 0001 to 9999, such as 2024-03-05"
            return (.date, ColumnFailure(keyword, expectation: expectation))
        case "date-time":
            let expectation =
                "a date and time with an offset, in UTC of the years 0001 to 9999 and to the microsecond,"
                + " such as 2024-03-05T12:34:56.123456Z"
            return (.timestamp(isAdjustedToUTC: true), ColumnFailure(keyword, expectation: expectation))
        default: return (.string, ColumnFailure(failed))
        }
    }

    /// Returns the decimal type that `x-parquet` requests, such as `"decimal(10,2)"`.
    private func decimalType(of schema: ResolvedSchema, _ uses: [SchemaUse]) -> (ColumnType, ColumnFailure)? {
        guard let decimal = schema.decimal, let node = schema.member(ParquetKeyword.type),
            let use = schema.part(holding: node)?.use
        else { return nil }
        let (precision, scale) = (decimal.precision, decimal.scale)
        let expectation = "a number with at most \(precision - scale) digits before the point and \(scale) after it"
        return (
            .decimal(precision: precision, scale: scale),
            ColumnFailure(use.failed(ParquetKeyword.type, in: library), expectation: expectation)
        )
    }
}

extension ResolvedSchema {
    /// The part that has one of our own keywords.
    fileprivate func part(holding node: SchemaNode) -> Part? {
        parts.first { part in part.use.schema.children.contains { $0.key == node.key } }
    }
}
