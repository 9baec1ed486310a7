/// The seven members of an item, which every shape has, but for those that a shape leaves out.
struct Item {
    /// The members in their usual order.
    enum Member: CaseIterable {
        case id
        case name
        case category
        case value
        case quantity
        case isActive
        case createdAt
    }

    let id: Int
    private let category: String
    private let hundredths: Int
    private let quantity: Int
    private let isActive: Bool

    init(id: Int, _ random: inout Random) {
        self.id = id
        category = random.element(of: ["A", "B", "C", "D"])
        hundredths = random.from(1_000...100_000)
        quantity = random.from(1...100)
        isActive = random.once(in: 2)
    }

    func append(_ member: Member, _ random: inout Random, to text: inout RecordText) {
        switch member {
        case .id:
            text.key("id")
            text.integer(id)
        case .name:
            text.key("name")
            text.append("\"Item ")
            text.integer(id)
            text.append("\"")
        case .category:
            text.key("category")
            text.string(category)
        case .value:
            text.key("value")
            text.hundredths(hundredths)
        case .quantity:
            text.key("quantity")
            text.integer(quantity)
        case .isActive:
            text.key("is_active")
            text.append(isActive ? "true" : "false")
        case .createdAt:
            text.key("created_at")
            text.moment(&random)
        }
    }

    /// Appends all members but those that are left out.
    func append(without omitted: [Member] = [], _ random: inout Random, to text: inout RecordText) {
        for member in Member.allCases where !omitted.contains(member) { append(member, &random, to: &text) }
    }
}
