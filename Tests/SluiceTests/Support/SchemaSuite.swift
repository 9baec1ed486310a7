import Foundation
import TestSupport

@testable import Sluice

/// The official test suite of JSON Schema, if it is beside the package: `../shared/data/JSON-Schema-Test-Suite`.
struct SchemaSuite {
    /// One schema with its tests.
    struct Group {
        let name: String
        let schema: String
        let tests: [(name: String, data: String, isValid: Bool)]
    }

    static let folder = PackageFiles.root.appending(path: "../shared/data/JSON-Schema-Test-Suite/tests")
        .standardizedFileURL
    static let isPresent = FileManager.default.fileExists(atPath: folder.path)

    /// The folders of the drafts, with what `$schema` says of each.
    static let drafts = [
        ("draft2020-12", "https://json-schema.org/draft/2020-12/schema"),
        ("draft2019-09", "https://json-schema.org/draft/2019-09/schema"),
        ("draft7", "http://json-schema.org/draft-07/schema#"),
        ("draft6", "http://json-schema.org/draft-06/schema#"),
    ]

    /// The names of the files in a folder.
    static func files(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: folder).path)
            .filter { $0.hasSuffix(".json") }.sorted()
    }

    /// The groups of one file, with schemas and values as they are spelt.
    static func groups(of path: String) throws -> [Group] {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
        let document = try SchemaDocument(bytes: bytes, name: path)
        return document.root.elements.map { group in
            let tests = group.member("tests")?.elements ?? []
            return Group(
                name: group.member("description")?.string ?? "",
                schema: group.member("schema")?.source ?? "",
                tests: tests.map { test in
                    let name = test.member("description")?.string ?? ""
                    return (name, test.member("data")?.source ?? "", test.member("valid")?.kind == .true)
                }
            )
        }
    }
}

extension SchemaNode {
    fileprivate var source: String { String(decoding: text, as: UTF8.self) }
}
