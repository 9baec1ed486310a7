/// A name and a value by which metrics are distinguished.
///
/// The protocol's separators, and anything else that Datadog's own client replaces, become `_`: what remains is
/// letters, digits, `_`, `-`, `/` and `.`.
public struct MetricTag: Sendable, Hashable, CustomStringConvertible {
    /// Datadog truncates longer tags.
    private static let maximumLength = 200

    /// The tag's name.
    public let name: String
    /// The tag's value; empty for a tag that is only a name.
    public let value: String

    /// Makes a tag, with other characters replaced by `_`, of at most 200 characters.
    public init(_ name: String, _ value: String = "") {
        self.name = Self.fit(name, Self.maximumLength)
        self.value = Self.fit(value, Self.maximumLength - self.name.unicodeScalars.count - 1)
    }

    /// The tag as in a datagram: `name:value`.
    public var description: String { value.isEmpty ? name : "\(name):\(value)" }

    private static func fit(_ text: String, _ length: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(max(length, 0)) { result.append(isAllowed(scalar) ? scalar : "_") }
        return String(result)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "/", ".": return true
        case _ where scalar.isASCII: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }
}

extension MetricTag {
    /// Parses a list of tags, separated by commas, or by white space if there are no commas: `team:data,tier:1`.
    ///
    /// The first colon of a tag ends its name.
    public static func list(_ text: String) -> [MetricTag] {
        let items = text.contains(",") ? text.split(separator: ",") : text.split(whereSeparator: \.isWhitespace)
        return items.compactMap { item in
            let bare = item.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
            let parts = String(bare).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty else { return nil }
            return MetricTag(String(name), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// Returns the tags in Datadog's environment variables.
    ///
    /// - Parameter environment: returns the value of a variable.
    /// - Returns: those of `DD_TAGS`, and `env`, `service` and `version` of `DD_ENV`, `DD_SERVICE` and `DD_VERSION`,
    ///   which take precedence over tags of the same name in `DD_TAGS`.
    public static func tags(environment: (String) -> String?) -> [MetricTag] {
        let unified = [("env", "DD_ENV"), ("service", "DD_SERVICE"), ("version", "DD_VERSION")].compactMap {
            name,
            variable in
            environment(variable).flatMap { $0.isEmpty ? nil : MetricTag(name, $0) }
        }
        let listed = environment("DD_TAGS").map(list) ?? []
        var seen: Set<MetricTag> = []
        return listed.filter { tag in !unified.contains { $0.name == tag.name } && seen.insert(tag).inserted } + unified
    }
}
