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
    public var offset: Int { batch.batch.base + Int(batch.batch.rows[row].start) }

    /// The record's own text, white space included.
    public var text: String {
        let extent = batch.batch.rows[row]
        let view = batch.batch.view
        return String(
            decoding: Array(copying: view.span.extracting(Int(extent.start)..<Int(extent.end))),
            as: UTF8.self
        )
    }

    /// The names of the fields in the record's own order.
    ///
    /// Allocates.
    public var fieldNames: [String] {
        let row = batch.batch.rows[row]
        return (row.firstExtra..<row.firstExtra + row.extraCount).map { key(of: batch.batch.extras[Int($0)]) }
    }

    /// Returns the value of the field with this name, or `nil` if the record has none.
    ///
    /// Names are compared as bytes. Cost: one comparison for each of the record's fields.
    public func value(_ name: String) -> RecordValue? {
        var name = name
        return name.withUTF8 { bytes in
            // SAFETY: the buffer is used inside this closure only.
            unsafe value(named: Span(_unsafeElements: bytes))
        }
    }

    /// Returns the value at a JSON Pointer (RFC 6901) inside the record, or `nil` if there is none.
    ///
    /// Cost: the text of the containers on the way is read once each.
    public func value(at pointer: String) -> RecordValue? {
        guard let tokens = JSONPointer(pointer)?.tokens, let first = tokens.first else { return nil }
        guard var value = value(named: first.span) else { return nil }
        for token in tokens.dropFirst() {
            guard let inner = value.child(token) else { return nil }
            value = inner
        }
        return value
    }

    private func value(named name: Span<UInt8>) -> RecordValue? {
        let row = batch.batch.rows[row]
        let view = batch.batch.view
        for index in Int(row.firstExtra)..<Int(row.firstExtra + row.extraCount) {
            let field = batch.batch.extras[index]
            let start = Int(field.keyOffset) + 1
            let key = view.span.extracting(start..<start + Int(field.keyLength) - 2)
            guard
                key.hasSameBytes(as: name)
                    || key.first(UInt8(ascii: "\\"), from: 0) < key.count && unescapes(key, to: name)
            else { continue }
            return RecordValue(
                batch: batch,
                kind: field.value.kind,
                start: Int(field.value.offset),
                end: Int(field.value.offset + field.value.length)
            )
        }
        return nil
    }

    /// Whether a key with escapes is this name.
    private func unescapes(_ key: Span<UInt8>, to name: Span<UInt8>) -> Bool {
        var unescaped: [UInt8] = []
        JSONString.appendUnescaped(key, to: &unescaped)
        return unescaped.span.hasSameBytes(as: name)
    }

    private func key(of field: ExtraField) -> String {
        let view = batch.batch.view
        let start = Int(field.keyOffset) + 1
        var key: [UInt8] = []
        JSONString.appendUnescaped(view.span.extracting(start..<start + Int(field.keyLength) - 2), to: &key)
        return String(decoding: key, as: UTF8.self)
    }
}
