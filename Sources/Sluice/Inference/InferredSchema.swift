/// A JSON Schema that every record of an input fits, with the evidence beside each keyword.
public struct InferredSchema: Sendable {
    /// What to know before records are written with the schema.
    public struct Warning: Sendable {
        /// One sentence.
        public let message: String
        /// What the user can do about it, if the message does not say so.
        public let remedy: IngestionError.Remedy?
    }

    /// The number of records read.
    public let records: Int
    /// The inputs that were skipped, the formats that would refuse the schema, and numbers that a column would round.
    public let warnings: [Warning]
    /// The schema on one line.
    private let bytes: [UInt8]

    init(_ observer: SchemaObserver, bytesRead: Int, notes: [String] = []) {
        let writer = SchemaWriter(values: observer.values)
        records = observer.values[0].count
        bytes = writer.document(bytesRead: bytesRead)
        warnings = notes.map { Warning(message: $0, remedy: nil) } + writer.warnings + FormatTrial.warnings(of: bytes)
    }

    /// Returns the schema as text, on one line or indented by two spaces, without a final line break.
    public func json(isIndented: Bool = true) -> String {
        String(decoding: isIndented ? IndentedJSON.text(of: bytes.span) : bytes, as: UTF8.self)
    }
}
