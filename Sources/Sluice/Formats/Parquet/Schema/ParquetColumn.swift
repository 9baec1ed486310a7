/// One leaf of the schema tree.
struct ParquetColumn: Sendable {
    let path: [String]
    /// The JSON Pointer of its values in the records, with `*` for the index in an array.
    var pointer = ""
    let type: ColumnType
    /// How many of the elements on the path may be absent: a value that is present has this definition level.
    let maximumDefinitionLevel: UInt8
    /// How many of the elements on the path may occur more than once.
    let maximumRepetitionLevel: UInt8
    /// Whether the column is required in a group that may be null, so that nulls are those of the group.
    var isInNullableGroup = false
    /// Whether the schema lists the values: then they go to a dictionary even if few of them recur.
    var isEnumeration = false
    /// The keyword that fails if a value cannot be written exactly, and what was expected.
    let keyword: FailedKeyword
    let expectation: String

    /// How pages without a dictionary are encoded, all in the same way: integers as differences, others plainly.
    ///
    /// Polars cannot read differences beside other pages where only a group above the column may be null, so there
    /// integers are plain too.
    var encoding: PageEncoding {
        switch type.physicalType {
        case .int32, .int64: isInNullableGroup ? .plain : .deltaBinaryPacked
        case .boolean, .double, .byteArray, .fixedLengthByteArray: .plain
        }
    }
}
