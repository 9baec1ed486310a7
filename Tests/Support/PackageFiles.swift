package import Foundation

/// The package's own files, found from the place of this source.
package enum PackageFiles {
    package static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    package static func path(_ name: String) -> String { root.appending(path: name).path }

    /// A file of Tests/Fixtures.
    package static func fixture(_ name: String) -> URL { root.appending(path: "Tests/Fixtures/\(name)") }
}
