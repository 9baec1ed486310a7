package import Foundation

/// A directory of a test's own, gone with the last reference to it.
package final class TemporaryDirectory: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sluice-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of an entry that need not exist.
    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and returns its path.
    @discardableResult
    package func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
        try Data(bytes).write(to: url.appending(path: name))
        return path(name)
    }

    @discardableResult
    package func write(_ text: String, to name: String) throws -> String { try write(text.utf8, to: name) }

    /// The paths of all entries in it, in order.
    package func entries() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
    }

    /// Every file below an entry, by its path from there, with its bytes; none where there is no such entry.
    package func files(below name: String) throws -> [String: [UInt8]] {
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
