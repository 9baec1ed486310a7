/// What the records of an input must be, and how they are cleaned: JSON Schema, draft 2020-12, with `x-clean`.
///
/// ```swift
/// let schema = try Schema(contentsOf: "items.schema.json")
/// for warning in schema.warnings { print(warning) }
/// ```
///
/// A schema that asks for something that is not checked here is refused, with the keyword's name and place.
public struct Schema: Sendable {
    /// What the schema is called in messages: its path, or a built-in name.
    public let name: String
    /// The schema's text as it was read.
    public let json: String
    /// The CRC-32C of the text in UTF-8, as eight hexadecimal digits.
    public let digest: String
    /// Sentences about what the schema says without asking for a check: `format`.
    public let warnings: [String]
    let parquetWarnings: [String]
    let compiled: CompiledSchema

    /// Compiles the schema in `json`; `name` stands in front of every message about it.
    public init(json: String, name: String) throws(SchemaError) {
        try self.init(bytes: Array(json.utf8), name: name)
    }

    /// Reads and compiles the schema in the file at `path`.
    public init(contentsOf path: String) throws(SchemaError) {
        try self.init(bytes: SchemaFile.bytes(at: path), name: Excerpt.path(path))
    }

    private init(bytes: [UInt8], name: String) throws(SchemaError) {
        let document = try SchemaDocument(bytes: bytes, name: name)
        var compiler = SchemaCompiler()
        compiled = try compiler.compile(document.root)
        warnings = compiler.warnings
        parquetWarnings = compiler.parquetWarnings
        self.name = name
        // Valid UTF-8: the tokenizer has accepted every byte.
        json = String(decoding: bytes, as: UTF8.self)
        let checksum = String(bytes.span.crc32c(extending: 0), radix: 16)
        digest = String(repeating: "0", count: 8 - checksum.utf8.count) + checksum
    }
}
