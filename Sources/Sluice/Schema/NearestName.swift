/// Finds the name that a misspelt one was meant to be.
package enum NearestName {
    /// Returns the candidate that is at most two edits away, and at most a third of its length.
    package static func find(_ name: String, among candidates: [String]) -> String? {
        let scored = candidates.map {
            (name: $0, distance: distance(Array(name.unicodeScalars), Array($0.unicodeScalars)))
        }
        guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= min(2, max(1, best.name.unicodeScalars.count / 3)) ? best.name : nil
    }

    /// Returns how many insertions, removals, replacements and exchanges of neighbours lead from one to the other.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        // No use to measure what cannot be near.
        guard abs(left.count - right.count) <= 2 else { return .max }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    previous[column] + (scalar == other ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
