import Foundation

/// A directory of a test's own, gone with the last reference to it.
final class TemporaryDirectory: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sluice-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of an entry that need not exist.
    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: url.appending(path: name))
        return path(name)
    }

    /// What a run on `out` leaves beside it for another run, by its path in the workspace.
    var workspace: [String: [UInt8]] { get throws { try files(below: Self.workspace) } }
    /// The workspace of `out`.
    static let workspace = ".out.sluice"
    /// What a run that has failed for good leaves there: the only journal of `out`.
    static let failedWorkspace = ["_status.ndjson", "workspace.json"]

    /// Every file below an entry, by its path from there, with its bytes; none where there is no such entry.
    func files(below name: String) throws -> [String: [UInt8]] {
        let root = url.appending(path: name)
        guard FileManager.default.fileExists(atPath: root.path) else { return [:] }
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let file = root.appending(path: path)
            var isDirectory: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory)
            if !isDirectory.boolValue { files[path] = [UInt8](try Data(contentsOf: file)) }
        }
        return files
    }
}
