import Foundation
import TestSupport
import Testing

@testable import Sluice

/// The cases for `format` of https://github.com/json-schema-org/JSON-Schema-Test-Suite, if they are beside the package.
///
/// They are not part of it: the tables of this folder do not depend on them.
@Suite("JSON-Schema-Test-Suite: formats")
struct FormatConformanceTests {
    /// `../shared/data/JSON-Schema-Test-Suite/tests`, seen from the package.
    static let folder = PackageFiles.root.appending(path: "../shared/data/JSON-Schema-Test-Suite/tests")
        .standardizedFileURL

    static let isPresent = FileManager.default.fileExists(atPath: folder.path)

    struct Case {
        let format: StringFormat
        let text: String
        let isValid: Bool
    }

    @Test(
        "accepts what each draft accepts",
        .enabled(if: isPresent, "JSON-Schema-Test-Suite is not beside the package: its cases are not checked"),
        arguments: ["draft2020-12", "draft2019-09", "draft7", "draft6"]
    )
    func everyCase(draft: String) throws {
        let cases = try Self.cases(of: draft)
        #expect(cases.count > 150)
        #expect(cases.count { $0.isValid } > 60)
        for item in cases {
            #expect(
                item.format.accepts(item.text) == item.isValid,
                "\(item.format.rawValue): \(item.text.debugDescription)"
            )
        }
    }

    /// The cases whose value is a string: other values have every format, which is for the caller to see to.
    private static func cases(of draft: String) throws -> [Case] {
        var cases: [Case] = []
        let formats = folder.appending(path: "\(draft)/optional/format")
        for name in try FileManager.default.contentsOfDirectory(atPath: formats.path).sorted() {
            let file = try JSONSerialization.jsonObject(with: Data(contentsOf: formats.appending(path: name)))
            for group in try #require(file as? [[String: Any]]) {
                let schema = try #require(group["schema"] as? [String: Any])
                // Formats that are not checked, of international names, are skipped.
                guard let format = (schema["format"] as? String).flatMap(StringFormat.init) else { continue }
                for test in try #require(group["tests"] as? [[String: Any]]) {
                    guard let text = test["data"] as? String else { continue }
                    cases.append(Case(format: format, text: text, isValid: try #require(test["valid"] as? Bool)))
                }
            }
        }
        return cases
    }
}
