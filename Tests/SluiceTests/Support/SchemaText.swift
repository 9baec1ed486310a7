@testable import Sluice

extension Schema {
    /// Compiles a schema that a test has spelt right.
    init(text: String) throws {
        try self.init(json: text, name: "s.json")
    }

    /// Compiles a schema with one field, `v`.
    init(field: String) throws {
        try self.init(text: #"{"properties":{"v":\#(field)}}"#)
    }

    /// Returns what compiling `text` fails with, or `nil` if it is a schema.
    static func errorMessage(of text: String) -> String? {
        do throws(SchemaError) {
            _ = try Schema(json: text, name: "s.json")
            return nil
        } catch {
            return error.message
        }
    }
}
