extension ParquetColumn {
    /// What a message about a value that the column cannot hold ends with: how the schema says that times have no offset.
    func advice(on kind: ValueKind, _ text: Span<UInt8>, hasEscapes: Bool) -> String {
        guard type == .timestamp(isAdjustedToUTC: true), kind == .string,
            TimestampReader(hasOffset: false).read(text, hasEscapes: hasEscapes) != nil
        else { return "" }
        return
            "; where times have no offset, the schema says \"\(ParquetKeyword.format)\": \"\(ParquetKeyword.localDateTime)\""
    }
}
