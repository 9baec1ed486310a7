/// Finds the name that was probably meant by a misspelt one.
package enum NearestName {
    /// Returns the nearest candidate that is at most two edits away, and no more than a third of its own length (but
    /// always one edit); `nil` if there is none.
    package static func find(_ name: String, among candidates: [String]) -> String? {
        let scored = candidates.map {
            (name: $0, distance: distance(Array(name.unicodeScalars), Array($0.unicodeScalars)))
        }
        guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= min(2, max(1, best.name.unicodeScalars.count / 3)) ? best.name : nil
    }

    /// Whether the names differ by one insertion, deletion, substitution or transposition.
    static func isOneMistake(_ name: String, _ other: String) -> Bool {
        distance(Array(name.unicodeScalars), Array(other.unicodeScalars)) == 1
    }

    /// Returns the optimal string alignment distance: insertions, deletions, substitutions and transpositions.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        // Names of such different lengths cannot be near.
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
