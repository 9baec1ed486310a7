/// Plans output in the formats that need columns, to see which of them would refuse a schema.
enum FormatTrial {
    /// Why a format would refuse a schema.
    private struct Refusal: Error {
        let reason: String
        var remedy: IngestionError.Remedy?
    }

    /// Returns a warning for each format that would refuse the schema with this text.
    static func warnings(of text: [UInt8]) -> [InferredSchema.Warning] {
        // An inferred schema can be compiled.
        guard let schema = try? Schema(json: String(decoding: text, as: UTF8.self), name: "schema") else { return [] }
        return [warning("CSV", schema, planCSV), warning("Parquet", schema, planParquet)].compactMap(\.self)
    }

    private static func warning(
        _ format: String,
        _ schema: Schema,
        _ plan: (Schema, UnknownFieldPolicy) throws(Refusal) -> Void
    ) -> InferredSchema.Warning? {
        do throws(Refusal) {
            try plan(schema, .keep)
            return nil
        } catch {
            let isAcceptedWithoutOthers = (try? plan(schema, .drop)) != nil
            return InferredSchema.Warning(
                message: "\(format) would refuse this schema: \(error.reason)",
                remedy: error.remedy ?? (isAcceptedWithoutOthers ? .excludeUnknownFields : .editSchema)
            )
        }
    }

    private static func planCSV(_ schema: Schema, _ unknownFields: UnknownFieldPolicy) throws(Refusal) {
        var options = IngestionOptions()
        options.unknownFields = unknownFields
        do throws(IngestionError) {
            _ = try CSVPlan(schema, options)
        } catch {
            throw Refusal(reason: error.message, remedy: error.remedy)
        }
    }

    private static func planParquet(_ schema: Schema, _ unknownFields: UnknownFieldPolicy) throws(Refusal) {
        do throws(SchemaError) {
            _ = try ParquetSchemaCompiler.compile(schema, unknownFields: unknownFields)
        } catch {
            throw Refusal(reason: error.reason)
        }
    }
}
