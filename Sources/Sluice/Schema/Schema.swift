/// What the records of an input must be, and how they are cleaned: JSON Schema with `x-clean`.
///
/// ```swift
/// let schema = try Schema(contentsOf: "items.schema.json")
/// for warning in schema.warnings { print(warning) }
/// ```
///
/// Drafts 2020-12, 2019-09, 07 and 06 are read, as `$schema` says, and OpenAPI's schemas; without `$schema` it is
/// 2020-12. Every keyword is checked; only `format` is checked on request (``IngestionOptions/formats``). References lead
/// to the same document, to local files and to the drafts' own meta-schemas. A compiled schema is immutable and can be
/// shared by any number of runs.
public struct Schema: Sendable {
    /// The schema's name in messages: its path, or the name of a built-in schema.
    public let name: String
    /// The schema's text as it was read.
    public let json: String
    /// The CRC-32C of the text in UTF-8, and of the files that it refers to, as eight hexadecimal digits.
    public let digest: String
    /// One sentence for each thing that the schema says and that is not checked: unknown keywords, and each `format`.
    public var warnings: [String] { notes.map(\.message) + formats.map { $0.note(isAsserted: false) ?? "" } }
    private let notes: [SchemaError]
    private let formats: [SchemaFormatNote]
    private let hasEvidence: Bool
    private let pointer: JSONPointer?
    /// The schema with everything that it refers to.
    let library: SchemaLibrary
    /// The plans of a run that keeps fields that the schema does not name.
    let compiled: CompiledSchema

    /// Compiles the schema in `json`; `name` begins every message about it.
    ///
    /// - Throws: `SchemaError` if the text is not JSON, or not a schema, or refers to what cannot be read.
    public init(json: String, name: String) throws(SchemaError) {
        try self.init(try SchemaDocument(bytes: Array(json.utf8), name: name), at: nil)
    }

    /// Reads and compiles the schema in the file at `path`, of at most 16 MiB.
    ///
    /// A path may end with `#` and a JSON Pointer to the schema in the file: `openapi.json#/components/schemas/Order`.
    ///
    /// - Throws: `SchemaError` if the file cannot be read, is not JSON, or is not a schema.
    public init(contentsOf path: FilePath) throws(SchemaError) {
        let (file, pointer) = try SchemaFile.parts(of: path)
        try self.init(try SchemaFile.document(at: file), at: pointer)
    }

    /// Reads and compiles the schema in the file at `path`, of at most 16 MiB.
    ///
    /// A path may end with `#` and a JSON Pointer to the schema in the file: `openapi.json#/components/schemas/Order`.
    ///
    /// - Throws: `SchemaError` if the file cannot be read, is not JSON, or is not a schema.
    @_disfavoredOverload
    public init(contentsOf path: String) throws(SchemaError) {
        try self.init(contentsOf: FilePath(path))
    }

    private init(_ document: SchemaDocument, at pointer: JSONPointer?) throws(SchemaError) {
        var reader = SchemaReader()
        library = try reader.read(document, at: pointer)
        var compiler = SchemaCompiler(library, SchemaOptions(), isPartial: !reader.errors.isEmpty)
        do throws(SchemaError) {
            compiled = try compiler.compile()
        } catch {
            throw SchemaError(reader.errors + error.all) ?? error
        }
        if let error = SchemaError(reader.errors) { throw error }
        notes = reader.notes + compiler.notes
        formats = reader.formats
        hasEvidence = reader.hasEvidence
        self.pointer = pointer
        name = document.name
        // Valid UTF-8: the tokenizer has accepted every byte.
        json = String(decoding: document.bytes, as: UTF8.self)
        let checksum = String(library.checksum, radix: 16)
        digest = String(repeating: "0", count: 8 - checksum.utf8.count) + checksum
    }

    /// Returns the plans of a run with these options.
    func compiled(for options: SchemaOptions) throws(SchemaError) -> CompiledSchema {
        guard options != SchemaOptions() else { return compiled }
        var compiler = SchemaCompiler(library, options)
        return try compiler.compile()
    }

    /// One sentence for each thing that the schema says and that a run does not check.
    func warnings(assertingFormats: Bool, asParquet: Bool) -> [String] {
        let isWarned = { (note: SchemaError) in !(asParquet && note.isCheckedForParquet) }
        let formats = formats.filter { !(asParquet && $0.isCheckedForParquet) }
        return notes.filter(isWarned).map(\.message) + formats.compactMap { $0.note(isAsserted: assertingFormats) }
    }

    /// The text of the schema as it is published: without the evidence of an inferred one, and with a reference to the
    /// part that describes the records.
    var publishedText: [UInt8] {
        let document = library.documents[0]
        let text = hasEvidence ? SchemaEvidence.removed(from: document) : document.bytes
        guard let pointer, !pointer.tokens.isEmpty, document.root.kind == .object, document.root.member("$ref") == nil,
            let brace = text.firstIndex(of: UInt8(ascii: "{"))
        else { return text }
        var writer = JSONWriter()
        writer.value("#" + library.root.pointer)
        let reference =
            Array("\n  \"$ref\": ".utf8) + writer.bytes + (document.root.children.isEmpty ? [] : [UInt8(ascii: ",")])
        return text[...brace] + reference + text[(brace + 1)...]
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
