import Sluice

/// Checked values of options. Messages name the option or the environment variable that the value comes from.
extension TypedArguments {
    /// Returns one of a few words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: OptionName,
        of words: Choice.Type = Choice.self
    ) throws(UsageError) -> Choice? where Choice.RawValue == String {
        guard let value = self[name] else { return nil }
        if let word = Choice(rawValue: value.text) { return word }
        let names = words.allCases.map(\.rawValue)
        let hint = Suggestion.hint(for: value.text, among: names)
        throw invalid(value, "expected \(names.joined(separator: ", ").replacingLastComma)\(hint)")
    }

    /// Returns a whole number within bounds.
    func integer(_ name: OptionName, in bounds: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let value = self[name] else { return nil }
        guard value.text.isDecimalNumber, let number = Int(value.text), bounds.contains(number) else {
            let range =
                bounds.upperBound == .max
                ? "at least \(bounds.lowerBound)" : "from \(bounds.lowerBound) to \(bounds.upperBound)"
            throw invalid(value, "expected a whole number, \(range)")
        }
        return number
    }

    /// Returns a seed.
    func unsigned(_ name: OptionName) throws(UsageError) -> UInt64? {
        guard let value = self[name] else { return nil }
        guard value.text.isDecimalNumber, let number = UInt64(value.text) else {
            throw invalid(value, "expected a whole number, from 0 to \(UInt64.max)")
        }
        return number
    }

    /// Returns a number of bytes within bounds.
    func size(_ name: OptionName, in bounds: ClosedRange<Int> = 1 ... .max) throws(UsageError) -> Int? {
        guard let value = self[name] else { return nil }
        guard let bytes = ByteSize.parse(value.text), bytes >= 1 else {
            throw invalid(value, "expected a number of bytes such as 65536, 64KiB or 128MB")
        }
        guard bytes >= bounds.lowerBound else {
            throw invalid(value, "expected at least \(bounds.lowerBound >> 10)KiB")
        }
        guard bytes <= bounds.upperBound else { throw invalid(value, "expected at most \(bounds.upperBound >> 20)MiB") }
        return bytes
    }

    /// Returns free text.
    func text(_ name: OptionName) throws(UsageError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.word.text else { throw invalid(value, "expected UTF-8 text") }
        return text
    }

    /// Returns where the records are in each document; `nil` if they are at its top level.
    func location() throws(UsageError) -> RecordLocation? {
        let pointer = try text(.at) ?? ""
        let keyField = try text(.keyField)
        guard let location = RecordLocation(pointer, keyField: keyField) else {
            guard let value = self[.at] else { return nil }
            throw invalid(value, expectation(of: pointer))
        }
        return pointer.isEmpty && keyField == nil ? nil : location
    }

    private func expectation(of pointer: String) -> String {
        let slash = pointer.hasPrefix("/") ? "" : "/"
        guard RecordLocation(slash + pointer) == nil else {
            return "a JSON Pointer begins with a slash: \(slash)\(pointer)"
        }
        return "expected a JSON Pointer such as /data/items, with at most \(RecordLocation.maximumDepth) parts, "
            + "in which ~0 is a tilde and ~1 a slash"
    }

    /// Returns a number of seconds, fractions included, up to a day.
    func seconds(_ name: OptionName) throws(UsageError) -> Duration? {
        guard let value = self[name] else { return nil }
        let isPlain = value.text.utf8.allSatisfy {
            $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0
        }
        guard isPlain, let seconds = Double(value.text), (0...86_400).contains(seconds) else {
            throw invalid(value, "expected a number of seconds, from 0 to 86400")
        }
        return .seconds(seconds)
    }

    /// Returns a percentage, from 0 to 100.
    func percentage(_ name: OptionName) throws(UsageError) -> Double? {
        guard let value = self[name] else { return nil }
        guard let percentage = Percentage.parse(value.text) else {
            throw invalid(value, "expected a percentage from 0% to 100%")
        }
        return percentage
    }

    /// Returns an operand that is one of a few words.
    func operandChoice<Choice: RawRepresentable & CaseIterable>(
        _ operand: Word,
        of words: Choice.Type,
        _ noun: String
    ) throws(UsageError) -> Choice where Choice.RawValue == String {
        let text = operand.shown
        if let word = Choice(rawValue: text) { return word }
        let names = words.allCases.map(\.rawValue)
        let hint = Suggestion.hint(for: text, among: names)
        throw UsageError(
            "unknown \(noun) '\(text)': expected \(names.joined(separator: ", ").replacingLastComma)\(hint)"
        )
    }

    /// Returns the inputs that words name: files, directories, or `-` for standard input.
    func inputs(_ words: some Sequence<Word>) throws(UsageError) -> [InputSource] {
        let inputs = words.map { $0 == "-" ? .standardInput : InputSource.contents(of: $0.path) }
        guard inputs.count(where: { $0 == .standardInput }) < 2 else {
            throw UsageError("standard input (-) can be read only once", for: command)
        }
        return inputs
    }

    func invalid(_ value: Value, _ expectation: String) -> UsageError {
        UsageError("invalid value '\(value.text)' for \(value.origin): \(expectation)", for: command)
    }
}

extension String {
    /// Whether the text is decimal digits and nothing else.
    var isDecimalNumber: Bool {
        !isEmpty && utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// `a, b, c` as `a, b or c`.
    var replacingLastComma: String {
        let parts = split(separator: ",")
        guard let last = parts.last, parts.count > 1 else { return self }
        return parts.dropLast().joined(separator: ",") + " or" + last
    }
}
