/// A small file that is published beside the parts.
struct PublishedFile: Sendable {
    let name: String
    let bytes: [UInt8]

    /// What tells readers the types, so that nobody has to guess them: the JSON Schema as it was given, and the columns
    /// as Spark's SQL spells them.
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
