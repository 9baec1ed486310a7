/// Finds references that lead back to themselves without going into a value: evaluation would never end.
enum EndlessReference {
    static func check(_ units: [ProgramUnit]) throws(SchemaError) {
        // 0 new, 1 on the current way, 2 done.
        var states = Array(repeating: 0, count: units.count)
        for start in units.indices where states[start] == 0 {
            var way = [(unit: start, targets: units[start].targetsInPlace[...])]
            states[start] = 1
            while let top = way.indices.last {
                guard let target = way[top].targets.popFirst() else {
                    states[way.removeLast().unit] = 2
                    continue
                }
                guard states[target] != 1 else {
                    throw SchemaError(
                        message: "\(Excerpt.path(units[target].location)): this schema refers to itself without end"
                    )
                }
                guard states[target] == 0 else { continue }
                states[target] = 1
                way.append((target, units[target].targetsInPlace[...]))
            }
        }
    }
}

extension ProgramUnit {
    /// The units that apply to the same value.
    fileprivate var targetsInPlace: [Int] {
        keywords.flatMap { keyword -> [Int] in
            switch keyword.rule {
            case .all(let units), .any(let units), .one(let units): units
            case .not(let unit), .reference(let unit): [unit]
            case .condition(let test, let then, let otherwise): [test] + [then, otherwise].compactMap { $0 }
            case .dependentSchemas(let schemas): schemas.map(\.unit)
            // Where dynamic references lead is known only at the value.
            default: []
            }
        }
    }
}
