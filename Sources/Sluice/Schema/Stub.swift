public enum UnknownFieldPolicy: String, Sendable, CaseIterable { case keep, drop, reject }
public struct SchemaError: Error { public let message: String }
struct CompiledSchema: Sendable { let fields: FieldTable; var cleaningRules: [(field: String, rule: String)] = [] }
struct ColumnCleaner { init(schema: CompiledSchema) {}
 mutating func clean(_ b: inout RecordBatch) {}
 mutating func takeCounts() -> [Int] { [] } }
struct ColumnValidator { init(schema: CompiledSchema, unknownFields: UnknownFieldPolicy) {}
 mutating func validate(_ b: inout RecordBatch) {} }
public struct Schema: Sendable { public static let items = Schema(); public let warnings: [String] = []; public let name = "items"
 var compiled: CompiledSchema { CompiledSchema(fields: FieldTable(names: ["id","name","category","value","quantity","is_active","created_at"].map { Array($0.utf8) })) }
 public let digest = ""
 public let json = ""
 public init() {}
 public init(contentsOf path: String) throws(SchemaError) {} 
 public init(json: String, name: String) throws(SchemaError) {} }
