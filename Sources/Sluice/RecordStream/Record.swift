/// One record of a `RecordStream`: a JSON object whose values are read when they are asked for.
///
/// It holds no copy of its text. Keeping a record keeps its whole chunk, about 1 MiB, and with it all other records of
/// that chunk; keep the values you need instead.
@frozen
public struct Record: Sendable {
    @usableFromInline
    let batch: RecordBatchStorage
    @usableFromInline
    let row: Int

    @inlinable
    init(batch: RecordBatchStorage, row: Int) {
        self.batch = batch
        self.row = row
    }
}

extension Record {
    /// The name of the input that the record is in, as in ``Diagnostic/input``.
    public var input: String { batch.inputName }

    /// The absolute offset in its input of the record's first byte.
    public var offset: Int { batch.base + Int(batch.row(row).start) }

    /// The record's own text, white space included.
    public var text: String {
        let extent = batch.row(row)
        return String(batch.text(Int(extent.start)..<Int(extent.end)))
    }

    /// The names of the fields in the record's own order.
    ///
    /// Allocates.
    public var fieldNames: [String] {
        let row = batch.row(row)
        return (row.firstExtra..<row.firstExtra + row.extraCount).map { index in
            var name: [UInt8] = []
            JSONString.appendUnescaped(batch.key(of: batch.extra(Int(index))), to: &name)
            return String(decoding: name, as: UTF8.self)
        }
    }

    /// Returns the value of the field with this name, or `nil` if the record has none.
    ///
    /// Names are compared as bytes. Cost: one comparison if the field is where it was in an earlier record, otherwise
    /// one for each of the record's fields.
    public func value(_ name: String) -> RecordValue? { place(of: name).map { RecordValue(batch: batch, place: $0) } }

    /// Returns the value at a JSON Pointer (RFC 6901) inside the record, or `nil` if there is none.
    ///
    /// Cost: the text of each container on the path is read once.
    public func value(at pointer: String) -> RecordValue? {
        guard let tokens = JSONPointer(pointer)?.tokens, let first = tokens.first else { return nil }
        guard let place = batch.place(of: first.span, row: row) else { return nil }
        var value = RecordValue(batch: batch, place: place)
        for token in tokens.dropFirst() {
            guard let inner = value.child(token) else { return nil }
            value = inner
        }
        return value
    }

    /// Where the value of the field with this name is.
    @inline(__always)
    private func place(of name: String) -> ValuePlace? { name.withBytes { batch.place(of: $0, row: row) } }
}

// MARK: Values by their type

/// Values are read directly from the batch; only for an error a `RecordValue` is made, which describes it.
extension Record {
    /// Returns a field's value as an integer: any number with a zero fraction, `1.0` and `1e2` included.
    ///
    /// - Throws: `RecordValueError` if there is no such field, or it is not such a number, or it exceeds 64 bits.
    public func integer(_ name: String) throws(RecordValueError) -> Int {
        if let place = place(of: name), let value = batch.integer(place) { return value }
        return try required(name).integer()
    }

    /// Returns a field's value as the double nearest to the number's text.
    ///
    /// - Throws: `RecordValueError` if there is no such field, or it is not a number, or exceeds the range of doubles.
    public func double(_ name: String) throws(RecordValueError) -> Double {
        if let place = place(of: name), let value = batch.double(place) { return value }
        return try required(name).double()
    }

    /// Returns a field's value as text, escapes resolved.
    ///
    /// - Throws: `RecordValueError` if there is no such field, or it is not a string.
    public func string(_ name: String) throws(RecordValueError) -> String {
        if let place = place(of: name), let value = batch.string(place) { return value }
        return try required(name).string()
    }

    /// Returns a field's value as a truth value.
    ///
    /// - Throws: `RecordValueError` if there is no such field, or it is neither `true` nor `false`.
    public func bool(_ name: String) throws(RecordValueError) -> Bool {
        if let place = place(of: name), let value = batch.bool(place) { return value }
        return try required(name).bool()
    }

    /// Returns the exact JSON text of a field's value.
    ///
    /// - Throws: `RecordValueError` if there is no such field.
    public func raw(_ name: String) throws(RecordValueError) -> String { try required(name).raw }

    @inline(never)
    private func required(_ name: String) throws(RecordValueError) -> RecordValue {
        guard let value = value(name) else {
            throw RecordValueError(message: "the record has no field \"\(Excerpt.path(name))\"", offset: offset)
        }
        return value
    }
}
