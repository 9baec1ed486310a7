/// Which members of a value's objects some schema names, so that the policy for the others can be applied once every
/// schema has had its say.
struct MemberNaming {
    private enum Change {
        case named(Int)
        case closed(Int)
    }

    private var isNamed: [Bool] = []
    private var isClosed: [Bool] = []
    /// What has been noted, so that it can be taken back.
    private var changes: [Change] = []

    mutating func begin(nodeCount: Int) {
        isNamed.removeAll(keepingCapacity: true)
        isClosed.removeAll(keepingCapacity: true)
        for _ in 0..<nodeCount {
            isNamed.append(false)
            isClosed.append(false)
        }
        changes.removeAll(keepingCapacity: true)
    }

    /// Notes that a schema names a member.
    mutating func name(_ member: Int) {
        guard !isNamed[member] else { return }
        isNamed[member] = true
        changes.append(.named(member))
    }

    /// Notes that the policy applies to an object.
    mutating func close(_ object: Int) {
        guard !isClosed[object] else { return }
        isClosed[object] = true
        changes.append(.closed(object))
    }

    var mark: Int { changes.count }

    /// Takes back what has been noted since the mark.
    mutating func restore(to mark: Int) {
        while changes.count > mark {
            switch changes.removeLast() {
            case .named(let member): isNamed[member] = false
            case .closed(let object): isClosed[object] = false
            }
        }
    }

    /// The members that the policy applies to, in order.
    func unnamedMembers(of tree: JSONTree) -> [Int] {
        var members: [Int] = []
        for object in isClosed.indices where isClosed[object] {
            for member in tree.children(of: object) where !isNamed[member] { members.append(member) }
        }
        return members.sorted()
    }

    /// The first member that the policy applies to; `nil` if there is none.
    func hasUnnamedMember(of tree: JSONTree) -> Bool {
        isClosed.contains(true) && !unnamedMembers(of: tree).isEmpty
    }
}
