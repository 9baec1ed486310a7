/// A value inside a `Record`, read when it is asked for.
public struct RecordValue: Sendable {
    let batch: RecordBatchStorage
    let kind: ValueKind
    /// The value's text in the batch's bytes.
    let start: Int
    let end: Int

    init(batch: RecordBatchStorage, kind: ValueKind, start: Int, end: Int) {
        self.batch = batch
        self.kind = kind
        self.start = start
        self.end = end
    }

    init(batch: RecordBatchStorage, slot: Slot) {
        self.init(
            batch: batch,
            kind: slot.kind,
            start: Int(slot.offset),
            end: Int(slot.offset) + Int(slot.length)
        )
    }

    /// Whether the value is `null`.
    public var isNull: Bool { kind == .null }

    /// The value's exact JSON text.
    public var raw: String {
        let view = batch.records.view
        return String(decoding: Array(copying: view.span.extracting(start..<end)), as: UTF8.self)
    }

    /// Returns the value as an integer: any number with a zero fraction, `1.0` and `1e2` included.
    ///
    /// - Throws: `RecordValueError` where it is something else, or beyond 64 bits.
    public func integer() throws(RecordValueError) -> Int {
        let view = batch.records.view
        guard kind == .integer || kind == .decimal,
            let value = NumberText.int64(view.span.extracting(start..<end))
        else { throw error(expecting: "an integer of 64 bits") }
        return Int(value)
    }

    /// Returns the value as the double that is nearest to the number's text.
    ///
    /// - Throws: `RecordValueError` where it is no number, or beyond the range of doubles.
    public func double() throws(RecordValueError) -> Double {
        let view = batch.records.view
        guard kind == .integer || kind == .decimal,
            let value = NumberText.double(view.span.extracting(start..<end))
        else { throw error(expecting: "a number within the range of doubles") }
        return value
    }

    /// Returns the value as text, escapes resolved.
    ///
    /// - Throws: `RecordValueError` where it is no string.
    public func string() throws(RecordValueError) -> String {
        guard kind == .string else { throw error(expecting: "a string") }
        let view = batch.records.view
        var text: [UInt8] = []
        JSONString.appendUnescaped(view.span.extracting(start + 1..<end - 1), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns the value as a truth value.
    ///
    /// - Throws: `RecordValueError` where it is neither `true` nor `false`.
    public func bool() throws(RecordValueError) -> Bool {
        switch kind {
        case .true: true
        case .false: false
        default: throw error(expecting: "true or false")
        }
    }

    /// Returns the member or element that a reference token of a JSON Pointer names.
    func child(_ token: [UInt8]) -> RecordValue? {
        guard kind == .object || kind == .array else { return nil }
        let view = batch.records.view
        var finder = ChildFinder(token: token, view: view)
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        _ = tokenizer.next(view.span.extracting(first: end), from: start, base: 0, into: &finder)
        return finder.found.map {
            RecordValue(batch: batch, kind: $0.kind, start: $0.range.lowerBound, end: $0.range.upperBound)
        }
    }

    private func error(expecting noun: String) -> RecordValueError {
        let view = batch.records.view
        let found = Excerpt.noun(for: view.span.extracting(start..<end))
        return RecordValueError(message: "expected \(noun), found \(found)", offset: batch.records.base + start)
    }
}

/// A value of a record that is not what was asked for.
public struct RecordValueError: Error, Sendable, CustomStringConvertible {
    /// What was expected and what was found.
    public let message: String
    /// The absolute offset in the input of the value, or of the record where it has no such field.
    public let offset: Int

    /// The message with the offset.
    public var description: String { "byte \(offset): \(message)" }
}
