/// A small file that is published beside the parts.
struct PublishedFile: Sendable {
    let name: String
    let bytes: [UInt8]

    /// The files that describe the types to readers, who then need not guess: the JSON Schema as given but for evidence,
    /// and the columns in Spark's SQL.
    ///
    /// - Throws: `IngestionError` of kind `usage` if Spark has no type for a field.
    static func companions(_ schema: Schema?, _ plan: OutputPlan) throws(IngestionError) -> [PublishedFile] {
        if case .none = plan { return [] }
        guard let schema else { return [] }
        do throws(SchemaError) {
            let ddl = try plan.sparkFields(schema).ddl + "\n"
            return [
                PublishedFile(name: PartName.schema, bytes: schema.publishedText),
                PublishedFile(name: PartName.schemaDDL, bytes: Array(ddl.utf8)),
            ]
        } catch {
            throw IngestionError(error)
        }
    }
}
