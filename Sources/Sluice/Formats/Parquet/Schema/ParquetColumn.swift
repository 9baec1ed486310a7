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
    /// Whether the schema lists the values: then they go to a dictionary even if few of them recur.
    var isEnumeration = false
    /// The keyword that fails if a value cannot be written exactly, and what was expected.
    let keyword: FailedKeyword
    let expectation: String
}
