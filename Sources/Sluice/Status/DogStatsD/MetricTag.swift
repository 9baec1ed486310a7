/// A name and a value that a metric is told apart by.
///
/// What the protocol reads as a separator, and whatever else Datadog's own client replaces, becomes `_`: text has letters,
/// digits, `_`, `-`, `/` and `.`.
public struct MetricTag: Sendable, Hashable, CustomStringConvertible {
    /// Datadog cuts off the rest of a longer tag.
    private static let maximumLength = 200

    /// What the tag is about.
    public let name: String
    /// Empty for a tag that is only a name.
    public let value: String

    /// Makes a tag; both texts are made fit for it.
    public init(_ name: String, _ value: String = "") {
        self.name = Self.fit(name, Self.maximumLength)
        self.value = Self.fit(value, Self.maximumLength - self.name.unicodeScalars.count - 1)
    }

    /// The tag as it stands in a datagram: `name:value`.
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
    /// Reads a list of tags, separated by commas or, where it has none, by white space: `team:data,tier:1`.
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

    /// Returns the tags that Datadog's environment variables ask for.
    ///
    /// - Parameter environment: returns the value of a variable.
    /// - Returns: those of `DD_TAGS`, and `env`, `service` and `version`, which count more than a tag of the same name
    ///   there.
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
