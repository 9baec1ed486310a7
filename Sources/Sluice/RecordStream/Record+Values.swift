/// A value is read where it stands; only what is in error becomes a `RecordValue`, which knows how to say so.
extension Record {
    /// Returns a field's value as an integer: any number with a zero fraction, `1.0` and `1e2` included.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is something else, or beyond 64 bits.
    public func integer(_ name: String) throws(RecordValueError) -> Int {
        if let place = place(of: name), let value = batch.integer(place) { return value }
        return try required(name).integer()
    }

    /// Returns a field's value as the double that is nearest to the number's text.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is no number, or beyond the range of doubles.
    public func double(_ name: String) throws(RecordValueError) -> Double {
        if let place = place(of: name), let value = batch.double(place) { return value }
        return try required(name).double()
    }

    /// Returns a field's value as text, escapes resolved.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is no string.
    public func string(_ name: String) throws(RecordValueError) -> String {
        if let place = place(of: name), let value = batch.string(place) { return value }
        return try required(name).string()
    }

    /// Returns a field's value as a truth value.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is neither `true` nor `false`.
    public func bool(_ name: String) throws(RecordValueError) -> Bool {
        if let place = place(of: name), let value = batch.bool(place) { return value }
        return try required(name).bool()
    }

    /// Returns the exact JSON text of a field's value.
    ///
    /// - Throws: `RecordValueError` where there is no such field.
    public func raw(_ name: String) throws(RecordValueError) -> String { try required(name).raw }

    @inline(never)
    private func required(_ name: String) throws(RecordValueError) -> RecordValue {
        guard let value = value(name) else {
            throw RecordValueError(message: "the record has no field \"\(Excerpt.path(name))\"", offset: offset)
        }
        return value
    }
}
