@testable import Sluice

/// Documents with their records inside, in chunks that are cut anywhere, against the same input whole.
///
/// Steered as `CutsTarget` is, and by where the records are.
final class LocatedTarget: FuzzTarget {
    private static let locations = [("/a", nil), ("/a/b", nil), ("/0", nil), ("/1/a", nil), ("", "id"), ("/a", "id")]
        .map { RecordLocation($0, keyField: $1) }

    private let target = CutsTarget(locations: locations)

    func run(_ input: FuzzInput) { target.run(input) }
}
