/// A value inside a `Record`, read when it is asked for.
public struct RecordValue: Sendable {
    let batch: RecordBatchStorage
    let place: ValuePlace

    /// Whether the value is `null`.
    public var isNull: Bool { place.kind == .null }

    /// The value's exact JSON text.
    public var raw: String { batch.raw(place) }

    /// Returns the value as an integer: any number with a zero fraction, `1.0` and `1e2` included.
    ///
    /// - Throws: `RecordValueError` if it is not such a number, or exceeds 64 bits.
    public func integer() throws(RecordValueError) -> Int {
        guard let value = batch.integer(place) else { throw error(expecting: "a 64-bit integer") }
        return value
    }

    /// Returns the value as the double nearest to the number's text.
    ///
    /// - Throws: `RecordValueError` if it is not a number, or exceeds the range of doubles.
    public func double() throws(RecordValueError) -> Double {
        guard let value = batch.double(place) else { throw error(expecting: "a number within the range of doubles") }
        return value
    }

    /// Returns the value as text, escapes resolved.
    ///
    /// - Throws: `RecordValueError` if it is not a string.
    public func string() throws(RecordValueError) -> String {
        guard let value = batch.string(place) else { throw error(expecting: "a string") }
        return value
    }

    /// Returns the value as a truth value.
    ///
    /// - Throws: `RecordValueError` if it is neither `true` nor `false`.
    public func bool() throws(RecordValueError) -> Bool {
        guard let value = batch.bool(place) else { throw error(expecting: "true or false") }
        return value
    }

    /// Returns the member or element that a reference token of a JSON Pointer names.
    func child(_ token: [UInt8]) -> RecordValue? {
        guard place.kind == .object || place.kind == .array else { return nil }
        let view = batch.view
        var finder = ChildFinder(token: token, view: view)
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        _ = tokenizer.next(
            view.span.extracting(first: place.range.upperBound),
            from: place.range.lowerBound,
            base: 0,
            into: &finder
        )
        return finder.found.map { RecordValue(batch: batch, place: ValuePlace(kind: $0.kind, range: $0.range)) }
    }

    private func error(expecting noun: String) -> RecordValueError {
        let found = Excerpt.noun(for: batch.text(place.range))
        return RecordValueError(
            message: "expected \(noun), found \(found)",
            offset: batch.base + place.range.lowerBound
        )
    }
}
