/// Documents of records as different programs write them, some with mistakes: the same ones for the same seed.
struct RandomDocument {
    private enum Setting: CaseIterable {
        case pretty
        case compact
        case spaced
        case lines
        case lineFeedsOfWindows
        case concatenated
        case anyOfThem
    }

    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// Makes a document.
    mutating func next() -> [UInt8] {
        let setting = pick(Setting.allCases)
        let keys =
            ["id", "name", "category", "value", "quantity"] + pick([[], ["extra"], ["x", #"na\u0069ve"#, "日本"]])
        let (isShuffled, isOptional, hasMistakes) = (chance(3), chance(3), chance(3))
        var records: [String] = []
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            var fields = isOptional ? keys.filter { _ in !chance(4) } : keys
            if isShuffled { fields.shuffle(using: &random) }
            if hasMistakes, chance(20), let field = fields.first { fields.append(field) }
            let members = fields.map { ($0, hasMistakes && chance(10) ? mistake() : value(of: $0)) }
            records.append(record(members, setting == .anyOfThem ? pick([.pretty, .compact, .spaced]) : setting))
        }
        var bytes = Array(document(records, setting).utf8)
        if hasMistakes, chance(2) { damage(&bytes) }
        return bytes
    }

    private mutating func value(of key: String) -> String {
        switch key {
        case "id": "\(Int.random(in: 0..<1_000_000, using: &random))"
        case "name":
            pick([#""Item 7""#, #"" padded ""#, #""über 日本 \u00e9\n""#, "\"\(String(repeating: "long ", count: 9))\""])
        case "category": pick([#""A""#, #""b ""#, #""C""#, #""E""#])
        case "value": pick(["127.50", "3.14159", "0.5", "12", "1e2", "-1"])
        case "quantity": "\(Int.random(in: 0...100, using: &random))"
        default:
            pick([
                "null", "true", "[1,{\"a\": []}]", #"{"b":{"c":"}"}}"#, "-1.25e+10", "123456789012345678901234567890",
            ])
        }
    }

    private mutating func mistake() -> String {
        pick(["01", "1.", "tru", #""\ud800""#, #""open"#, "[1,]", #"{"a":1,"a":2}"#, "NaN", ""])
    }

    private func record(_ members: [(String, String)], _ setting: Setting) -> String {
        guard !members.isEmpty else { return "{}" }
        return switch setting {
        case .pretty: "{\n    " + members.map { "\"\($0)\": \($1)" }.joined(separator: ",\n    ") + "\n  }"
        case .spaced: "{ " + members.map { "\"\($0)\" : \($1)" }.joined(separator: " , ") + " }"
        default: "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        }
    }

    private mutating func document(_ records: [String], _ setting: Setting) -> String {
        switch setting {
        case .lines: records.joined(separator: pick(["\n", "\n", "\n\n"])) + "\n"
        case .lineFeedsOfWindows: records.joined(separator: "\r\n") + "\r\n"
        case .concatenated: records.joined(separator: pick(["", " ", "\n \n"]))
        case .pretty: "[\n  " + records.joined(separator: ",\n  ") + "\n]\n"
        default: "[" + records.joined(separator: pick([",", ", ", " ,\n"])) + "]"
        }
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let replacement = pick(Array("{}[]\",:\\ \n0e-t\u{0}".utf8))
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = replacement
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    /// Returns true once in so many times.
    private mutating func chance(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
}
