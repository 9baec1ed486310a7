import Foundation
import TestSupport
import Testing

@testable import Sluice

/// The files of https://github.com/nst/JSONTestSuite, if they are beside the package.
///
/// They are not part of it: `ConformanceTests` does not depend on them.
@Suite("JSONTestSuite")
struct JSONTestSuiteTests {
    /// `../shared/data/JSONTestSuite`, seen from the package.
    static let folder = PackageFiles.root.appending(path: "../shared/data/JSONTestSuite").standardizedFileURL

    static let isPresent = FileManager.default.fileExists(atPath: folder.path)

    static var names: [String] {
        guard isPresent else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { $0.hasSuffix(".json") }.sorted()
    }

    @Test(
        "reads every file as its name says",
        .enabled(if: isPresent, "JSONTestSuite is not at ../shared/data/JSONTestSuite: its files are not checked")
    )
    func everyFile() throws {
        #expect(Self.names.count > 250)
        for name in Self.names {
            let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
            let reading = TokenReading(bytes)
            switch name.first {
            case "y": #expect(reading.failure == nil, "\(name)")
            case "n": #expect(reading.failure != nil, "\(name)")
            // Implementations may differ here. This one is strict about Unicode and lenient about size.
            default: #expect((reading.failure == nil) == Self.accepts(name), "\(name)")
            }
            #expect(reading == ReferenceTokenizer.read(bytes), "\(name)")
        }
    }

    private static func accepts(_ name: String) -> Bool {
        name.hasPrefix("i_number") || name == "i_structure_500_nested_arrays.json"
    }
}
