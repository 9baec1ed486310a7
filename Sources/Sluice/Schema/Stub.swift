public enum UnknownFieldPolicy: String, Sendable, CaseIterable { case keep, drop, reject }
public struct SchemaError: Error { public let message: String }
public struct Schema: Sendable { public static let items = Schema(); public let warnings: [String] = []; public let name = "items"
 public init() {}
 public init(contentsOf path: String) throws(SchemaError) {} 
 public init(json: String, name: String) throws(SchemaError) {} }
