/// A small file that is published beside the parts.
struct PublishedFile: Sendable {
    let name: String
    let bytes: [UInt8]

    /// The files that describe the types to readers, who then need not guess: the JSON Schema as given, and the columns
    /// in Spark's SQL.
    ///
    /// - Throws: `IngestionError` of kind `usage` if Spark has no type for a field.
    static func companions(_ schema: Schema?, _ plan: OutputPlan) throws(IngestionError) -> [PublishedFile] {
        if case .none = plan { return [] }
        guard let schema else { return [] }
        let fields: [SparkField]
        do throws(SchemaError) {
            fields = try plan.sparkFields(schema)
        } catch {
            throw IngestionError(.usage, error.message)
        }
        let ddl = PublishedFile(name: PartName.schemaDDL, bytes: Array((fields.ddl + "\n").utf8))
        return [PublishedFile(name: PartName.schema, bytes: Array(schema.json.utf8)), ddl]
    }
}
