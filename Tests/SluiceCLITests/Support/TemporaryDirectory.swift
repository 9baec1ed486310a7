import Foundation

/// A directory for one test.
struct TemporaryDirectory {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sluice-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// The path of a file in it.
    func path(_ name: String) -> String { url.appending(path: name).path }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> URL {
        let file = url.appending(path: name)
        try data.write(to: file)
        return file
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name).path
    }

    /// The names of all files in it, those of subdirectories with their paths, in order.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
    }

    /// The path of the part of this number in the output directory `output`.
    func part(_ number: Int = 0, in output: String = "out") throws -> String {
        let digits = String(number)
        let stem = "part-" + String(repeating: "0", count: 5 - digits.count) + digits
        let names = try FileManager.default.contentsOfDirectory(atPath: path(output)).filter { $0.hasPrefix(stem) }
        guard names.count == 1 else { throw CocoaError(.fileNoSuchFile) }
        return path(output + "/" + names[0])
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
