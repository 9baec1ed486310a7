import Foundation
package import Testing

/// A text that is kept in Tests/Fixtures, so that a change of its wording is reviewed as such.
package enum Snapshot {
    /// The variable that has texts written instead of compared where it is 1; never in CI.
    private static let updating = "SLUICE_UPDATE_SNAPSHOTS"

    /// Expects `text` to be that of the fixture `name`.
    package static func expect(
        _ text: String,
        _ name: String,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let file = PackageFiles.fixture(name)
        let environment = ProcessInfo.processInfo.environment
        if environment[updating] == "1", environment["CI"] != "true" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        guard text != expected else { return }
        let changes = text.split(separator: "\n", omittingEmptySubsequences: false)
            .difference(from: expected.split(separator: "\n", omittingEmptySubsequences: false))
            .map { change in
                switch change {
                case .insert(let line, let text, _): "+\(line + 1): \(text)"
                case .remove(let line, let text, _): "-\(line + 1): \(text)"
                }
            }
        let hint = "after a review, write it again with \(updating)=1"
        Issue.record("\(name) differs; \(hint):\n\(changes.joined(separator: "\n"))", sourceLocation: location)
    }
}
