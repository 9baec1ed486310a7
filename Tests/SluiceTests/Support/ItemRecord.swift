@testable import Sluice

/// Records as the built-in `items` schema wants them, in three layouts.
enum ItemLayout: CaseIterable, Sendable {
    case pretty
    case compact
    case lines

    /// What stands between a key and its value.
    var separator: String { self == .pretty ? ": " : ":" }

    /// The record with the number `id`.
    func record(_ id: Int) -> String {
        let members = [
            ("id", "\(id)"), ("name", "\"Item \(id)\""), ("category", "\"\(["A", "B", "C", "D"][id % 4])\""),
            ("value", "\(10 + id).50"), ("quantity", "\(id % 9 + 1)"), ("is_active", id % 2 == 0 ? "true" : "false"),
            ("created_at", "\"2024-03-05T12:34:56.789012\""),
        ].map { "\"\($0)\"\(separator)\($1)" }
        switch self {
        case .pretty: return "{\n    " + members.joined(separator: ",\n    ") + "\n  }"
        case .compact, .lines: return "{" + members.joined(separator: ",") + "}"
        }
    }

    /// A document of these records.
    func document(_ records: [[UInt8]]) -> [UInt8] {
        switch self {
        case .pretty: Array("[\n  ".utf8) + records.joined(separator: Array(",\n  ".utf8)) + Array("\n]\n".utf8)
        case .compact: Array("[".utf8) + records.joined(separator: Array(",".utf8)) + Array("]".utf8)
        case .lines: Array(records.map { $0 + [0x0A] }.joined())
        }
    }
}
