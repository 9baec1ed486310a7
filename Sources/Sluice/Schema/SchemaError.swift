/// Why a schema cannot be used.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
    /// The place and the reason, in the form compilers use: `items.schema.json:7:19: /properties/id/pattern: …`.
    public let message: String
    /// The JSON Pointer of the offending keyword; empty for the schema as a whole.
    public let pointer: String
    /// The message without the place in the text.
    let reason: String
    /// The other errors of the same schema, in the order of its text; a schema with very many has them up to the hundredth.
    public private(set) var others: [SchemaError] = []
    /// Where in the schema's text the error is.
    private let offset: Int
    /// Whether the file as a whole is missing or cannot be read.
    let isAboutFile: Bool

    /// Of a warning: whether it does not apply when records are written as Parquet.
    var isCheckedForParquet = false

    /// The error itself and the others, each on its own.
    var all: [SchemaError] {
        var alone = self
        alone.others = []
        return [alone] + others
    }

    /// At most this many errors of a schema are reported.
    static let maximum = 100

    /// The message.
    public var description: String { message }

    init(
        message: String,
        pointer: String = "",
        reason: String? = nil,
        offset: Int = 0,
        isAboutFile: Bool = false
    ) {
        self.message = message
        self.isAboutFile = isAboutFile
        self.pointer = pointer
        self.reason = reason ?? message
        self.offset = offset
    }

    /// The errors of one schema as one; `nil` if there are none.
    init?(_ errors: [SchemaError]) {
        var seen: Set<String> = []
        let errors = errors.filter { seen.insert($0.message).inserted }.sorted { $0.offset < $1.offset }
        guard let first = errors.first else { return nil }
        self = first
        others = Array(errors.prefix(Self.maximum).dropFirst())
    }
}
