extension Record {
    /// Returns a field's value as an integer: any number with a zero fraction, `1.0` and `1e2` included.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is something else, or beyond 64 bits.
    public func integer(_ name: String) throws(RecordValueError) -> Int {
        // The usual case without the value's own copy of what the record refers to.
        if let slot = slot(named: name.utf8.span), slot.kind == .integer,
            let value = NumberText.int64(batch.records.text(of: slot))
        {
            return Int(value)
        }
        return try required(name).integer()
    }

    /// Returns a field's value as the double that is nearest to the number's text.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is no number, or beyond the range of doubles.
    public func double(_ name: String) throws(RecordValueError) -> Double {
        if let slot = slot(named: name.utf8.span), ValueKind.Set.number.contains(slot.kind),
            let value = NumberText.double(batch.records.text(of: slot))
        {
            return value
        }
        return try required(name).double()
    }

    /// Returns a field's value as text, escapes resolved.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is no string.
    public func string(_ name: String) throws(RecordValueError) -> String { try required(name).string() }

    /// Returns a field's value as a truth value.
    ///
    /// - Throws: `RecordValueError` where there is no such field, or it is neither `true` nor `false`.
    public func bool(_ name: String) throws(RecordValueError) -> Bool { try required(name).bool() }

    /// Returns the exact JSON text of a field's value.
    ///
    /// - Throws: `RecordValueError` where there is no such field.
    public func raw(_ name: String) throws(RecordValueError) -> String { try required(name).raw }

    private func required(_ name: String) throws(RecordValueError) -> RecordValue {
        guard let value = value(name) else {
            throw RecordValueError(message: "the record has no field \"\(Excerpt.path(name))\"", offset: offset)
        }
        return value
    }
}
