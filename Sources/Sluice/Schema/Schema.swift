/// What the records of an input must be, and how they are cleaned: JSON Schema, draft 2020-12, with `x-clean`.
///
/// ```swift
/// let schema = try Schema(contentsOf: "items.schema.json")
/// for warning in schema.warnings { print(warning) }
/// ```
///
/// A schema with a keyword that would not be checked is refused, with the keyword's name and place. A compiled schema
/// is immutable and can be shared by any number of runs.
public struct Schema: Sendable {
    /// The schema's name in messages: its path, or the name of a built-in schema.
    public let name: String
    /// The schema's text as it was read.
    public let json: String
    /// The CRC-32C of the text in UTF-8, as eight hexadecimal digits.
    public let digest: String
    /// One sentence for each `format`, which a schema states without requiring a check.
    public let warnings: [String]
    /// The warnings that also apply when records are written as Parquet.
    let parquetWarnings: [String]
    private let hasEvidence: Bool
    /// The plans of a run that keeps fields that the schema does not name.
    let compiled: CompiledSchema

    /// Compiles the schema in `json`; `name` begins every message about it.
    ///
    /// - Throws: `SchemaError` if the text is not JSON, or not a schema that can be checked in full.
    public init(json: String, name: String) throws(SchemaError) {
        try self.init(bytes: Array(json.utf8), name: name)
    }

    /// Reads and compiles the schema in the file at `path`, of at most 16 MiB.
    ///
    /// - Throws: `SchemaError` if the file cannot be read, is not JSON, or is not a schema that can be checked in full.
    public init(contentsOf path: FilePath) throws(SchemaError) {
        try self.init(bytes: SchemaFile.bytes(at: path), name: path.shown)
    }

    /// Reads and compiles the schema in the file at `path`, of at most 16 MiB.
    ///
    /// - Throws: `SchemaError` if the file cannot be read, is not JSON, or is not a schema that can be checked in full.
    @_disfavoredOverload
    public init(contentsOf path: String) throws(SchemaError) {
        try self.init(contentsOf: FilePath(path))
    }

    /// The text of the schema as it is published: without the evidence of an inferred one.
    var publishedText: [UInt8] {
        get throws(SchemaError) {
            let bytes = Array(json.utf8)
            guard hasEvidence else { return bytes }
            return SchemaEvidence.removed(from: try SchemaDocument(bytes: bytes, name: name))
        }
    }

    /// Returns the plans of a run in which this becomes of fields that the schema does not name.
    func compiled(for unknownFields: UnknownFieldPolicy) throws(SchemaError) -> CompiledSchema {
        guard unknownFields != .keep else { return compiled }
        var compiler = SchemaCompiler(unknownFields: unknownFields)
        return try compiler.compile(try SchemaDocument(bytes: Array(json.utf8), name: name).root)
    }

    private init(bytes: [UInt8], name: String) throws(SchemaError) {
        let document = try SchemaDocument(bytes: bytes, name: name)
        var compiler = SchemaCompiler()
        compiled = try compiler.compile(document.root)
        warnings = compiler.warnings
        parquetWarnings = compiler.parquetWarnings
        hasEvidence = compiler.hasEvidence
        self.name = name
        // Valid UTF-8: the tokenizer has accepted every byte.
        json = String(decoding: bytes, as: UTF8.self)
        let checksum = String(bytes.span.crc32c(extending: 0), radix: 16)
        digest = String(repeating: "0", count: 8 - checksum.utf8.count) + checksum
    }
}

// MARK: The built-in schema

extension Schema {
    /// The built-in schema `items`: seven fields, five of them required.
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
