@testable import Sluice

/// The schemas that records are written with: rules of all kinds, columns of all types.
enum FuzzSchemas {
    static let cleaning = schema(
        """
        {"properties":{
          "id":{"type":"integer"},
          "name":{"type":["string","null"],"x-clean":["trim","uppercase"]},
          "value":{"type":"number","minimum":0,"x-clean":[{"round":2}]},
          "note":{"x-clean":[{"default":"n/a"}]},
          "tags":{"type":"array","items":{"type":"string"},"maxItems":8},
          "ok":{"type":"boolean"}
        },"required":["id"]}
        """
    )

    static let columns = schema(
        """
        {"properties":{
          "id":{"type":"integer"},
          "name":{"type":"string"},
          "value":{"type":"number"},
          "ok":{"type":["boolean","null"]},
          "small":{"type":"integer","minimum":-8,"maximum":100000},
          "kind":{"enum":["A","B","C"]},
          "any":{},
          "tags":{"type":"array","items":{"type":["string","null"]}},
          "at":{"type":"object","properties":{
            "x":{"type":"integer"},
            "list":{"type":"array","items":{"type":"array","items":{"type":"integer"}}}
          },"required":["x"]}
        },"required":["id"]}
        """
    )

    static func schema(_ text: String) -> Schema {
        do throws(SchemaError) {
            return try Schema(json: text, name: "fuzz")
        } catch {
            fatalError("a target's own schema is none: \(error.message)")
        }
    }
}
