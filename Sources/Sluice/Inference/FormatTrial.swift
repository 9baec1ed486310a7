/// Plans output in the formats that need columns, to see which of them would refuse a schema.
enum FormatTrial {
    /// Why a format would refuse a schema.
    private struct Refusal: Error {
        let reasons: [String]
        var remedy: IngestionError.Remedy?
    }

    /// Returns a warning for each reason for which a format would refuse the schema with this text.
    static func warnings(of text: [UInt8]) -> [InferredSchema.Warning] {
        // An inferred schema can be compiled.
        guard let schema = try? Schema(json: String(decoding: text, as: UTF8.self), name: "schema") else { return [] }
        return warnings("CSV", schema, planCSV) + warnings("Parquet", schema, planParquet)
    }

    private static func warnings(
        _ format: String,
        _ schema: Schema,
        _ plan: (Schema, UnknownFieldPolicy) throws(Refusal) -> Void
    ) -> [InferredSchema.Warning] {
        do throws(Refusal) {
            try plan(schema, .keep)
            return []
        } catch {
            let isAcceptedWithoutOthers = (try? plan(schema, .drop)) != nil
            let remedy = error.remedy ?? (isAcceptedWithoutOthers ? .excludeUnknownFields : .editSchema)
            return error.reasons.map { reason in
                InferredSchema.Warning(message: "\(format) would refuse this schema: \(reason)", remedy: remedy)
            }
        }
    }

    private static func planCSV(_ schema: Schema, _ unknownFields: UnknownFieldPolicy) throws(Refusal) {
        var options = IngestionOptions()
        options.unknownFields = unknownFields
        do throws(IngestionError) {
            _ = try CSVPlan(schema, options)
        } catch {
            throw Refusal(reasons: error.schemaError?.all.map(\.reason) ?? [error.message], remedy: error.remedy)
        }
    }

    private static func planParquet(_ schema: Schema, _ unknownFields: UnknownFieldPolicy) throws(Refusal) {
        do throws(SchemaError) {
            _ = try ParquetSchemaCompiler.compile(schema, unknownFields: unknownFields)
        } catch {
            throw Refusal(reasons: error.all.map(\.reason))
        }
    }
}
