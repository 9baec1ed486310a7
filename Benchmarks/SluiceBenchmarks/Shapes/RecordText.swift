/// JSON without white space, appended to bytes.
struct RecordText {
    var bytes: [UInt8] = []

    /// Appends text that is JSON already.
    mutating func append(_ json: String) { bytes.append(contentsOf: json.utf8) }

    mutating func beginObject() { bytes.append(UInt8(ascii: "{")) }
    mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    /// Appends the name of a member, and the comma before it where it is not the first.
    mutating func key(_ name: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Appends the comma before a member or an element that is not the first.
    mutating func separate() {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        bytes.append(UInt8(ascii: ","))
    }

    /// Appends a string whose text needs no escapes, or has them.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        append(text)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ number: Int) { append(String(number)) }

    /// Appends a number of hundredths that is not negative, as Python writes the double.
    mutating func hundredths(_ number: Int) {
        integer(number / 100)
        append(".")
        let fraction = number % 100
        if fraction % 10 == 0 { integer(fraction / 10) } else { padded(fraction, 2) }
    }

    /// Appends a number with zeros before it.
    mutating func padded(_ number: Int, _ width: Int) {
        let digits = String(number)
        for _ in digits.utf8.count..<max(width, digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
        append(digits)
    }

    /// Appends random digits, the first and the last of which are not zero.
    mutating func digits(_ count: Int, _ random: inout Random) {
        for place in 0..<count {
            let digit = place == 0 || place == count - 1 ? random.from(1...9) : random.below(10)
            bytes.append(UInt8(ascii: "0") + UInt8(digit))
        }
    }

    /// Appends a moment of 2024 as text.
    mutating func moment(_ random: inout Random) {
        append("\"2024-")
        padded(random.from(1...12), 2)
        append("-")
        padded(random.from(1...28), 2)
        append("T")
        padded(random.below(24), 2)
        append(":")
        padded(random.below(60), 2)
        append(":")
        padded(random.below(60), 2)
        append(".")
        padded(random.below(1_000_000), 6)
        append("\"")
    }
}
