/// One record of a `RecordStream`: a JSON object whose values are read when they are asked for.
///
/// It holds no copy of its text. Keeping a record keeps the chunk that it came in, about 1 MiB, and with it all other
/// records of that chunk; keep what you read from it instead.
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
    /// The absolute offset in the input of the record's first byte.
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
    /// Names are compared as bytes. Cost: one comparison where the field has the place that it had in a record before,
    /// else one for each of the record's fields.
    public func value(_ name: String) -> RecordValue? { place(of: name).map { RecordValue(batch: batch, place: $0) } }

    /// Returns the value at a JSON Pointer (RFC 6901) inside the record, or `nil` if there is none.
    ///
    /// Cost: the text of the containers on the way is read once each.
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

    /// Where the field with this name has its value.
    @inline(__always)
    func place(of name: String) -> ValuePlace? { name.withBytes { batch.place(of: $0, row: row) } }
}
