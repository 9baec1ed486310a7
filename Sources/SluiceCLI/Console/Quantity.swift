import Sluice

/// Numbers as a report shows them.
enum Quantity {
    /// `1234567` as `1,234,567`.
    static func count(_ number: Int) -> String { number.grouped }

    /// A count and its noun: `1 record`, `2 records`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A number of bytes in decimal units: `186.0 MB`.
    static func bytes(_ number: Double) -> String {
        scaled(number, by: 1_000, ["B", "kB", "MB", "GB", "TB", "PB"])
    }

    /// A number with a decimal prefix: `8.1 M`.
    static func rate(_ number: Double) -> String {
        let text = scaled(number, by: 1_000, ["", "k", "M", "G"])
        return text.last == " " ? String(text.dropLast()) : text
    }

    /// A duration: `0.12 s`, `3 min 05 s`, `2 h 07 min`.
    static func seconds(_ number: Double) -> String {
        guard number.isFinite, number < 1e9 else { return "-" }
        guard number >= 60 else { return "\(fixed(number, number < 10 ? 2 : 1)) s" }
        let whole = Int(number)
        let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60)
        return hours > 0 ? "\(hours) h \(padded(minutes)) min" : "\(minutes) min \(padded(seconds)) s"
    }

    /// A number with this many decimals.
    static func fixed(_ number: Double, _ decimals: Int) -> String {
        var factor = 1.0
        for _ in 0..<decimals { factor *= 10 }
        let scaled = (number * factor).rounded()
        guard scaled.magnitude < 9e15 else { return "\(number)" }
        let digits = String(Int(scaled.magnitude))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = scaled < 0 ? "-" : ""
        guard decimals > 0 else { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static func scaled(_ number: Double, by step: Double, _ units: [String]) -> String {
        var value = number
        var index = 0
        // What would be rounded up to the next unit is shown in it.
        while value >= step - 0.05, index < units.count - 1 {
            value /= step
            index += 1
        }
        return "\(fixed(value, index == 0 ? 0 : 1)) \(units[index])"
    }
}
