/// A JSON Schema that every record of an input fits, with the evidence beside each keyword.
public struct InferredSchema: Sendable {
    /// The number of records read.
    public let records: Int
    /// The schema on one line.
    private let bytes: [UInt8]

    init(_ observer: SchemaObserver, bytesRead: Int) {
        let writer = SchemaWriter(values: observer.values)
        records = observer.values[0].count
        bytes = writer.document(bytesRead: bytesRead)
    }

    /// Returns the schema as text, on one line or indented by two spaces, without a final line break.
    public func json(isIndented: Bool = true) -> String {
        String(decoding: isIndented ? IndentedJSON.text(of: bytes.span) : bytes, as: UTF8.self)
    }
}
