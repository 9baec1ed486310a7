import Sluice

/// A kind of input, made from a seed.
struct Shape: Sendable {
    let name: String
    let summary: String
    /// How many records make 130 to 190 MB.
    var defaultRecords = 1_000_000
    /// Whether all of its records are JSON.
    var isWellFormed = true
    let document: @Sendable (_ records: Int, _ seed: UInt64) -> any ShapeDocument

    /// The one list of shapes.
    static let all = [
        Shape(name: "pretty", summary: "items in an array, indented") {
            SyntheticRecords(count: $0, seed: $1, style: .pretty)
        },
        Shape(name: "compact", summary: "items in an array on one line") {
            SyntheticRecords(count: $0, seed: $1, style: .compact)
        },
        Shape(name: "ndjson", summary: "items, one a line") {
            SyntheticRecords(count: $0, seed: $1, style: .ndjson)
        },
        Shape(name: "bad", summary: "pretty with 1 % of bad items, of every kind", isWellFormed: false) {
            SyntheticRecords(count: $0, seed: $1, style: .pretty, invalidPercentage: 1)
        },
        optional, shuffled, columns, text, nested, numbers,
    ]

    /// Whether it is the library's own generator that makes it.
    var isSynthetic: Bool { document(0, 0) is SyntheticRecords }

    /// Writes a document to a file.
    func write(records: Int?, seed: UInt64, to path: String) throws -> BenchmarkInput {
        let file = try OutputFile(creating: path)
        let records = records ?? defaultRecords
        var document = document(records, seed)
        var buffer: [UInt8] = []
        var bytes = 0
        while document.fill(&buffer, upTo: 1 << 20) {
            try file.write(buffer)
            bytes += buffer.count
        }
        return BenchmarkInput(path: path, records: records, bytes: bytes, document: self.document(records, seed))
    }
}

/// An input on disk, and what it was made from.
struct BenchmarkInput: Sendable {
    let path: String
    let records: Int
    let bytes: Int
    let document: any ShapeDocument
}
