extension Shape {
    static let text = Shape(
        name: "text",
        summary: "lines; 200 to 2,000 bytes of text each, with escapes and other scripts",
        defaultRecords: 120_000
    ) {
        VariedItems(count: $0, seed: $1, framing: .lines) { item, random, text in
            item.append(&random, to: &text)
            text.key("text")
            text.append("\"")
            appendProse(&random, to: &text)
            text.append("\"")
        }
    }

    /// Appends words of one script, with something else in between now and then.
    ///
    /// More than half of the texts are ASCII alone, as such texts are.
    private static func appendProse(_ random: inout Random, to text: inout RecordText) {
        let otherScripts = [Words.latin, Words.cyrillic, Words.han]
        let words = random.below(10) < 6 ? Words.english : random.element(of: otherScripts)
        let hasEmoji = random.once(in: 5)
        // A word and what follows it have at most 50 bytes.
        let end = text.bytes.count + random.from(200...1_950)
        while text.bytes.count < end {
            text.append(random.element(of: words))
            switch random.below(100) {
            case 0: text.append(random.element(of: Words.escapes))
            case 1: text.append(hasEmoji ? random.element(of: Words.emoji) : ". ")
            case 2...8: text.append(", ")
            default: text.append(" ")
            }
        }
    }
}

/// What texts are made of.
enum Words {
    static let english = [
        "the", "pipeline", "record", "reads", "quickly", "column", "and", "batch", "of", "values", "a", "stream",
        "with",
        "window", "output", "is", "checked", "before", "publishing", "customer", "order", "in", "warehouse", "delivery",
    ]
    static let latin = [
        "café", "naïve", "Müller", "garçon", "straße", "señor", "déjà", "fjörd", "łódź", "été", "Ångström", "piñata",
        "crème", "schön", "über", "façade", "jalapeño", "smörgåsbord", "à", "où", "là", "rue", "grand", "petit",
    ]
    static let cyrillic = [
        "поток", "данных", "запись", "проверка", "и", "очистка", "файл", "очень", "быстро", "заказ", "склад", "клиент",
    ]
    static let han = [
        "数据", "记录", "检查", "快速", "文件", "注文", "東京", "配送", "顧客", "一覧", "出力", "ありがとう", "データ",
    ]
    static let emoji = [" 😀 ", " 🚀 ", " 📦 ", " 🎉 ", " 👩‍💻 "]
    /// As they stand in JSON.
    static let escapes = [#"\n"#, #"\t"#, #" \"quoted\" "#, #"C:\\data\\"#, #"\u00e9"#, #"\ud83d\ude00"#, #"\/"#]
}
