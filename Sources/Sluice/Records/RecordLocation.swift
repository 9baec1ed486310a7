/// Where the records are in each document of an input, if not at its top level.
///
/// ```
/// {"meta":{…},"data":{"items":[{…},{…}]}}      RecordLocation("/data/items")
/// {"users":{"-Nx1":{…},"-Nx2":{…}}}            RecordLocation("/users", keyField: "id")
/// ```
///
/// The value there may be an array, whose elements are the records, or one object, which is a record. With a key field
/// it is an object whose members are the records. `null` means that the document has no records. A document without the
/// value is a fault, and so is a key of the path that occurs twice. The text around the records is checked to be JSON
/// (RFC 8259), and is otherwise ignored.
public struct RecordLocation: Sendable, Equatable {
    /// The most reference tokens that a pointer may have.
    public static let maximumDepth = 64

    /// The JSON Pointer (RFC 6901) from a document to its records; empty for the document itself.
    public let pointer: String
    /// The field in which the key of each member is stored; `nil` if the records are not the members of an object.
    public let keyField: String?
    /// The pointer's tokens, each with the number of the array element that it may name.
    let path: [Token]

    struct Token: Sendable, Equatable {
        let key: [UInt8]
        let index: Int?
    }

    /// Creates a location; `nil` if `pointer` is not a JSON Pointer (RFC 6901), or has more than ``maximumDepth``
    /// tokens.
    public init?(_ pointer: String, keyField: String? = nil) {
        guard let parsed = JSONPointer(pointer), parsed.tokens.count <= Self.maximumDepth else { return nil }
        self.pointer = pointer
        self.keyField = keyField
        path = parsed.tokens.map { Token(key: $0, index: JSONPointer.arrayIndex($0)) }
    }

    /// The location; `nil` if it names the document itself, as is the case without one.
    var unlessTopLevel: RecordLocation? { path.isEmpty && keyField == nil ? nil : self }

    /// How messages show the pointer.
    var shown: String { path.isEmpty ? "the top level" : Excerpt.path(pointer) }
}
