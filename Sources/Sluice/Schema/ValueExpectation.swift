/// What a schema expects of a value, in words: `an integer greater than 0`, `one of A, B, C, D`.
struct ValueExpectation {
    struct Count {
        var minimum = 0
        var maximum: Int?
    }

    /// The most values that are listed.
    private static let listedValues = 12

    let types: [SchemaType]?
    var lengths = Count()
    var items = Count()
    var members = Count()
    var format: StringFormat?
    /// The conditions on a number: `greater than 0`.
    private var numberPhrases: [String] = []
    private var patterns: [String] = []
    private var choice: String?

    init(types: [SchemaType]?) {
        self.types = types
    }

    mutating func addBound(_ relation: NumberBound.Relation, _ number: String) {
        switch relation {
        case .atLeast: numberPhrases.append("of at least \(number)")
        case .greater: numberPhrases.append("greater than \(number)")
        case .atMost: numberPhrases.append("of at most \(number)")
        case .less: numberPhrases.append("less than \(number)")
        }
    }

    mutating func addMultiple(_ number: String) {
        numberPhrases.append("that is a multiple of \(number)")
    }

    mutating func addPattern(_ pattern: String) {
        patterns.append("that matches \(Excerpt.quoted(pattern.utf8.span))")
    }

    mutating func addChoice(of values: [SchemaNode]) {
        guard values.count != 1 else {
            choice = Excerpt.noun(for: values[0].compactText.span)
            return
        }
        guard !values.isEmpty else {
            choice = "one of no values: the schema lists none"
            return
        }
        let arePlain = values.allSatisfy(\.isPlainWord)
        var shown = values.prefix(Self.listedValues).map { value in
            arePlain ? value.string ?? "" : Excerpt.quoted(value.compactText.span)
        }
        if values.count > Self.listedValues { shown.append("… (\(values.count) values)") }
        choice = "one of " + shown.joined(separator: ", ")
    }

    /// What is expected of the value as a whole.
    var phrase: String {
        if let choice { return choice }
        guard let types else {
            let phrases = [
                numberPhrases.isEmpty ? nil : phrase(for: .number),
                stringPhrase == nil ? nil : phrase(for: .string),
                items.phrase("item") == nil ? nil : phrase(for: .array),
                members.phrase("member") == nil ? nil : phrase(for: .object),
            ]
            let named = phrases.compactMap { $0 }
            return named.isEmpty ? "any value" : named.joined(separator: " or ")
        }
        // Every integer is a number, so naming both would be redundant.
        let named = types.contains(.number) ? types.filter { $0 != .integer } : types
        return named.map(phrase(for:)).joined(separator: " or ")
    }

    /// What is expected of the values to which a test applies.
    func phrase(for test: ValueCheck.Test) -> String {
        switch test {
        case .values: phrase
        case .bound, .multiple: phrase(for: isIntegerOnly ? .integer : .number)
        case .length, .pattern, .format: phrase(for: .string)
        case .itemCount: phrase(for: .array)
        case .uniqueItems: "an array of different items"
        case .memberCount: phrase(for: .object)
        }
    }

    /// What is expected of a string's text.
    private var stringPhrase: String? {
        let phrases = [lengths.phrase("character"), format.map { "that is \($0.expectation)" }] + patterns
        let named = phrases.compactMap { $0 }
        return named.isEmpty ? nil : named.joined(separator: " and ")
    }

    private var isIntegerOnly: Bool {
        guard let types else { return false }
        return types.contains(.integer) && !types.contains(.number)
    }

    private func phrase(for type: SchemaType) -> String {
        let detail: String? =
            switch type {
            case .number, .integer: numberPhrases.isEmpty ? nil : numberPhrases.joined(separator: " and ")
            case .string: stringPhrase
            case .array: items.phrase("item")
            case .object: members.phrase("member")
            default: nil
            }
        return detail.map { "\(type.noun) \($0)" } ?? type.noun
    }
}

extension ValueExpectation.Count {
    /// Returns `of 2 to 10 characters`, or `nil` if any number is allowed.
    fileprivate func phrase(_ unit: String) -> String? {
        func counted(_ count: Int) -> String { count == 1 ? "1 \(unit)" : "\(count) \(unit)s" }
        guard let maximum else { return minimum > 0 ? "of at least \(counted(minimum))" : nil }
        if minimum == maximum { return "of exactly \(counted(maximum))" }
        return minimum > 0 ? "of \(minimum) to \(counted(maximum))" : "of at most \(counted(maximum))"
    }
}

extension SchemaNode {
    /// Whether the value is a string that needs no quotes in a list.
    fileprivate var isPlainWord: Bool {
        guard kind == .string, !stringBytes.isEmpty, stringBytes.count <= Excerpt.maximumScalars else { return false }
        return stringBytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
