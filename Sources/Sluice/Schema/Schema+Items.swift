extension Schema {
    /// The built-in schema of stage 1's records: seven fields, five of them required.
    public static let items: Schema = {
        do throws(SchemaError) {
            return try Schema(json: itemsText, name: "items")
        } catch {
            preconditionFailure("the built-in schema cannot be compiled: \(error.message)")
        }
    }()

    private static let itemsText = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "items",
          "description": "One record of the export that the first stage of the pipeline writes.",
          "type": "object",
          "properties": {
            "id": { "type": "integer" },
            "name": { "type": "string", "x-clean": ["trim"] },
            "category": { "type": "string", "enum": ["A", "B", "C", "D"], "x-clean": ["trim", "uppercase"] },
            "value": { "type": "number", "minimum": 0, "x-clean": [{ "round": 2 }] },
            "quantity": { "type": "integer", "exclusiveMinimum": 0 },
            "is_active": { "type": "boolean" },
            "created_at": { "type": "string" }
          },
          "required": ["id", "name", "category", "value", "quantity"]
        }

        """
}
