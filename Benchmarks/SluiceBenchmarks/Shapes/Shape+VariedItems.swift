extension Shape {
    static let optional = Shape(
        name: "optional",
        summary: "lines; is_active and created_at missing at random",
        defaultRecords: 1_200_000
    ) {
        VariedItems(count: $0, seed: $1, framing: .lines) { item, random, text in
            var omitted: [Item.Member] = []
            if random.once(in: 3) { omitted.append(.isActive) }
            if random.once(in: 3) { omitted.append(.createdAt) }
            item.append(without: omitted, &random, to: &text)
        }
    }

    static let shuffled = Shape(name: "shuffled", summary: "one line; the keys of each item in another order") {
        VariedItems(count: $0, seed: $1, framing: .array) { item, random, text in
            var members = Item.Member.allCases
            for last in members.indices.dropFirst().reversed() { members.swapAt(last, random.below(last + 1)) }
            for member in members { item.append(member, &random, to: &text) }
        }
    }

    static let columns = Shape(name: "columns", summary: "one line; 50 columns of all kinds", defaultRecords: 130_000) {
        VariedItems(count: $0, seed: $1, framing: .array) { item, random, text in
            item.append(&random, to: &text)
            for (column, key) in columnKeys.enumerated() {
                text.key(key)
                appendCell(ofKind: column % 7, &random, to: &text)
            }
        }
    }

    /// With the seven of an item, 50.
    private static let columnKeys = (0..<43).map { "column_\($0 + 8)" }

    private static func appendCell(ofKind kind: Int, _ random: inout Random, to text: inout RecordText) {
        switch kind {
        case 0: text.integer(random.below(1_000_000))
        case 1: text.hundredths(random.below(10_000_000))
        case 2: text.string(random.element(of: Words.english))
        case 3: text.append(random.once(in: 2) ? "true" : "false")
        case 4: text.moment(&random)
        case 5: random.once(in: 4) ? text.append("null") : text.string(random.element(of: Words.latin))
        default: text.integer(random.below(10))
        }
    }

    static let nested = Shape(
        name: "nested",
        summary: "one line; objects in objects, arrays of varying length",
        defaultRecords: 350_000
    ) {
        VariedItems(count: $0, seed: $1, framing: .array) { item, random, text in
            item.append(&random, to: &text)
            appendAddress(&random, to: &text)
            appendTags(&random, to: &text)
            appendOrders(&random, to: &text)
        }
    }

    private static func appendAddress(_ random: inout Random, to text: inout RecordText) {
        text.key("address")
        text.beginObject()
        text.key("street")
        text.append("\"")
        text.append(random.element(of: Words.english))
        text.append(" street ")
        text.integer(random.from(1...200))
        text.append("\"")
        text.key("postal_code")
        text.append("\"")
        text.padded(random.below(100_000), 5)
        text.append("\"")
        text.key("location")
        text.append("{\"latitude\":")
        text.hundredths(random.below(9_000))
        text.append(",\"longitude\":")
        text.hundredths(random.below(18_000))
        text.append("}")
        text.endObject()
    }

    private static func appendTags(_ random: inout Random, to text: inout RecordText) {
        text.key("tags")
        text.append("[")
        for _ in 0..<random.below(7) {
            text.separate()
            text.string(random.element(of: Words.english))
        }
        text.append("]")
    }

    private static func appendOrders(_ random: inout Random, to text: inout RecordText) {
        text.key("orders")
        text.append("[")
        for _ in 0..<random.below(5) {
            text.separate()
            text.append("{\"sku\":\"")
            text.digits(8, &random)
            text.append("\",\"count\":")
            text.integer(random.from(1...9))
            text.append(",\"price\":")
            text.hundredths(random.below(100_000))
            text.append(",\"discounts\":[")
            for _ in 0..<random.below(3) {
                text.separate()
                text.hundredths(random.below(100))
            }
            text.append("]}")
        }
        text.append("]")
    }

    static let numbers = Shape(
        name: "numbers",
        summary: "lines; decimals of many digits, exponents, large integers",
        defaultRecords: 400_000
    ) {
        VariedItems(count: $0, seed: $1, framing: .lines) { item, random, text in
            item.append(&random, to: &text)
            for (column, key) in numberKeys.enumerated() {
                text.key(key)
                if random.once(in: 3) { text.append("-") }
                appendNumber(ofKind: column % 6, &random, to: &text)
            }
        }
    }

    private static let numberKeys = [
        "mean", "mass", "population", "delta", "epsilon", "balance",
        "variance", "charge", "hash", "drift", "error", "volume",
    ]

    private static func appendNumber(ofKind kind: Int, _ random: inout Random, to text: inout RecordText) {
        switch kind {
        case 0:
            text.append("0.")
            text.digits(random.from(15...17), &random)
        case 1:
            text.digits(1, &random)
            text.append(".")
            text.digits(random.from(4...12), &random)
            text.append(random.once(in: 2) ? "e+" : "E")
            text.integer(random.from(10...40))
        case 2:
            text.digits(random.from(14...19), &random)
        case 3:
            text.digits(random.from(1...5), &random)
            text.append(".")
            text.digits(random.from(1...6), &random)
        case 4:
            text.digits(1, &random)
            text.append(".")
            text.digits(random.from(1...3), &random)
            text.append("e-")
            text.integer(random.from(3...30))
        default:
            text.digits(random.from(9...12), &random)
            text.append(".")
            text.digits(4, &random)
        }
    }
}
