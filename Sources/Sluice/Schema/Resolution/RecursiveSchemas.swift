/// The schemas that describe values which may hold values of the same schema.
struct RecursiveSchemas {
    private var keys: Set<SchemaNode.Key> = []

    init(_ library: SchemaLibrary) {
        var search = Search(library)
        for key in library.keywords.keys { search.visit(key) }
        keys = search.recursive
    }

    func contains(_ schema: SchemaNode) -> Bool { keys.contains(schema.key) }

    /// Finds the cycles of the graph of schemas (Tarjan's algorithm, without recursion).
    private struct Search {
        private struct Visit {
            let key: SchemaNode.Key
            var targets: ArraySlice<SchemaNode.Key>
        }

        let library: SchemaLibrary
        private(set) var recursive: Set<SchemaNode.Key> = []
        private var numbers: [SchemaNode.Key: Int] = [:]
        private var lowest: [SchemaNode.Key: Int] = [:]
        private var open: [SchemaNode.Key] = []
        private var isOpen: Set<SchemaNode.Key> = []

        init(_ library: SchemaLibrary) {
            self.library = library
        }

        mutating func visit(_ start: SchemaNode.Key) {
            guard numbers[start] == nil else { return }
            var visits = [enter(start)]
            while let top = visits.indices.last {
                guard let target = visits[top].targets.popFirst() else {
                    leave(visits.removeLast().key, to: visits.last?.key)
                    continue
                }
                let key = visits[top].key
                if target == key { recursive.insert(key) }
                if numbers[target] == nil {
                    visits.append(enter(target))
                } else if isOpen.contains(target) {
                    lowest[key] = min(lowest[key] ?? 0, numbers[target] ?? 0)
                }
            }
        }

        private mutating func enter(_ key: SchemaNode.Key) -> Visit {
            numbers[key] = numbers.count
            lowest[key] = numbers[key]
            open.append(key)
            isOpen.insert(key)
            return Visit(key: key, targets: library.schemas(directlyIn: key)[...])
        }

        private mutating func leave(_ key: SchemaNode.Key, to parent: SchemaNode.Key?) {
            if let parent { lowest[parent] = min(lowest[parent] ?? 0, lowest[key] ?? 0) }
            guard lowest[key] == numbers[key] else { return }
            var component: [SchemaNode.Key] = []
            while let last = open.popLast() {
                isOpen.remove(last)
                component.append(last)
                if last == key { break }
            }
            if component.count > 1 { recursive.formUnion(component) }
        }
    }
}

extension SchemaLibrary {
    /// The schemas that the keywords of a schema hold or refer to.
    fileprivate func schemas(directlyIn key: SchemaNode.Key) -> [SchemaNode.Key] {
        var found: [SchemaNode] = []
        for (keyword, value) in keywords[key] ?? [:] {
            switch keyword {
            case .definitions, .oldDefinitions: break
            case .ref, .recursiveRef, .dynamicRef:
                if let target = targets[value.key] { found.append(target) }
                if keyword == .dynamicRef { found += extensions(of: value) }
                if keyword == .recursiveRef { found += resources.filter(\.isRecursive).map(\.root) }
            default: found += keyword.schemas(in: value)
            }
        }
        return found.map(\.key)
    }

    /// The schemas to which a dynamic reference may lead.
    private func extensions(of reference: SchemaNode) -> [SchemaNode] {
        let anchor = URIReference(reference.string ?? "").fragmentText
        return resources.compactMap { $0.dynamicAnchors[anchor] }
    }
}
