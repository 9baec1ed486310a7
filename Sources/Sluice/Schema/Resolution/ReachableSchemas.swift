/// The schemas that apply to records or to something inside them, those in alternatives included.
struct ReachableSchemas {
    private var schemas: [SchemaNode] = []
    private let library: SchemaLibrary

    init(_ library: SchemaLibrary) {
        self.library = library
        var seen: Set<SchemaNode.Key> = []
        var pending = [library.root]
        while let schema = pending.popLast() {
            guard seen.insert(schema.key).inserted else { continue }
            schemas.append(schema)
            for (keyword, value) in library.keywords(of: schema) {
                switch keyword {
                case .definitions, .oldDefinitions, .contentSchema: break
                case .ref, .dynamicRef, .recursiveRef:
                    if let target = library.targets[value.key] { pending.append(target) }
                default: pending += keyword.schemas(in: value)
                }
            }
        }
    }

    /// Those with cleaning rules.
    var withCleaning: [SchemaNode] { schemas.filter { library.keywords(of: $0)[.clean] != nil } }
}
