import Foundation
import TestSupport
import Testing

@testable import Sluice

/// The tests of https://github.com/json-schema-org/JSON-Schema-Test-Suite about regular expressions, if they are
/// beside the package.
@Suite("Patterns of the JSON Schema Test Suite")
struct PatternSuiteTests {
    static let folder = PackageFiles.root.appending(path: "../shared/data/JSON-Schema-Test-Suite/tests")
        .standardizedFileURL
    static let isPresent = FileManager.default.fileExists(atPath: folder.path)

    private static let names = [
        "pattern", "patternProperties", "optional/ecmascript-regex", "optional/non-bmp-regex", "optional/format/regex",
        "optional/format/ecmascript-regex",
    ]

    private struct Group: Decodable {
        let description: String
        let schema: Member
        let tests: [Example]
    }

    private struct Example: Decodable {
        let description: String
        let data: Member
        let valid: Bool
    }

    /// As much of JSON and of JSON Schema as the tests need.
    private enum Member: Decodable {
        case text(String)
        case object([String: Member])
        case boolean(Bool)
        case number
        case other

        /// Its type, as JSON Schema calls it; all numbers of the tests are integers.
        var type: String? {
            switch self {
            case .text: "string"
            case .object: "object"
            case .boolean: "boolean"
            case .number: "integer"
            case .other: nil
            }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let members = try? container.decode([String: Member].self) {
                self = .object(members)
            } else if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if (try? container.decode(Double.self)) != nil {
                self = .number
            } else {
                self = .other
            }
        }
    }

    @Test(
        "gives the outcome that each test says",
        .enabled(if: isPresent, "JSON-Schema-Test-Suite is not at ../shared/data: its tests are not tried")
    )
    func everyTest() throws {
        var count = 0
        for draft in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted() {
            for name in Self.names {
                let file = Self.folder.appending(path: "\(draft)/\(name).json")
                guard let content = try? Data(contentsOf: file) else { continue }
                for group in try JSONDecoder().decode([Group].self, from: content) {
                    for example in group.tests {
                        guard let isValid = try Self.check(group.schema, example.data) else { continue }
                        #expect(isValid == example.valid, "\(file.path): \(group.description): \(example.description)")
                        count += 1
                    }
                }
            }
        }
        #expect(count > 350)
    }

    /// Whether `data` is valid; `nil` if that depends on more than patterns.
    private static func check(_ schema: Member, _ data: Member) throws -> Bool? {
        guard case .object(let keywords) = schema else { return nil }
        switch (keywords["pattern"], keywords["format"], keywords["patternProperties"], data) {
        case (.text(let pattern), _, _, .text(let text)): return try Pattern(pattern).matches(text)
        case (_, .text("regex"), _, .text(let source)): return isRegularExpression(source)
        case (_, _, .object(let patterns), .object(let members)): return try check(patterns, members, keywords)
        default: return true
        }
    }

    private static func check(
        _ patterns: [String: Member],
        _ members: [String: Member],
        _ keywords: [String: Member]
    ) throws -> Bool? {
        var isValid = true
        for (name, value) in members {
            let schemas = try patterns.filter { try Pattern($0.key).matches(name) }.values
            for schema in schemas {
                switch schema {
                case .boolean(let allows): isValid = isValid && allows
                case .object(let keywords) where keywords.count == 1:
                    guard case .text(let type) = keywords["type"], let found = value.type else { return nil }
                    isValid = isValid && (type == "number" ? "integer" : type) == found
                default: return nil
                }
            }
            if schemas.isEmpty, case .boolean(false) = keywords["additionalProperties"] { isValid = false }
        }
        return isValid
    }

    /// What `format: regex` says: also what is not supported is a regular expression.
    private static func isRegularExpression(_ source: String) -> Bool {
        do {
            _ = try Pattern(source)
            return true
        } catch {
            return error.kind == .unsupported
        }
    }
}
