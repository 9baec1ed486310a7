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
    public var offset: Int { batch.records.base + Int(batch.records.row(row).start) }

    /// The record's own text, white space included.
    public var text: String {
        let records = batch.records
        let extent = records.row(row)
        return String(
            decoding: Array(copying: records.view.span.extracting(Int(extent.start)..<Int(extent.end))),
            as: UTF8.self
        )
    }

    /// The names of the fields in the record's own order.
    ///
    /// Allocates.
    public var fieldNames: [String] {
        let records = batch.records
        let fields = records.fields(of: records.row(row))
        return fields.indices.map { key(of: fields[$0]) }
    }

    /// Returns the value of the field with this name, or `nil` if the record has none.
    ///
    /// Names are compared as bytes. Cost: one comparison for each of the record's fields.
    public func value(_ name: String) -> RecordValue? {
        slot(named: name.utf8.span).map { RecordValue(batch: batch, slot: $0) }
    }

    /// Returns the value at a JSON Pointer (RFC 6901) inside the record, or `nil` if there is none.
    ///
    /// Cost: the text of the containers on the way is read once each.
    public func value(at pointer: String) -> RecordValue? {
        guard let tokens = JSONPointer(pointer)?.tokens, let first = tokens.first else { return nil }
        guard let slot = slot(named: first.span) else { return nil }
        var value = RecordValue(batch: batch, slot: slot)
        for token in tokens.dropFirst() {
            guard let inner = value.child(token) else { return nil }
            value = inner
        }
        return value
    }

    /// Returns where the value of the field with this name is, or `nil` if the record has none.
    @inline(__always)
    func slot(named name: Span<UInt8>) -> Slot? {
        let records = batch.records
        let fields = records.fields(of: records.row(row))
        for index in fields.indices where Int(fields[index].keyLength) == name.count + 2 {
            let start = Int(fields[index].keyOffset) + 1
            let key = records.view.span.extracting(start..<start + name.count)
            if key.hasSameBytes(as: name) { return fields[index].value }
        }
        return slotOfEscapedKey(name)
    }

    /// The same among the keys that have escapes, which are longer than what they stand for.
    @inline(never)
    private func slotOfEscapedKey(_ name: Span<UInt8>) -> Slot? {
        let records = batch.records
        let fields = records.fields(of: records.row(row))
        for index in fields.indices where Int(fields[index].keyLength) > name.count + 2 {
            let start = Int(fields[index].keyOffset) + 1
            let key = records.view.span.extracting(start..<start + Int(fields[index].keyLength) - 2)
            if key.first(UInt8(ascii: "\\"), from: 0) < key.count, unescapes(key, to: name) {
                return fields[index].value
            }
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
        let view = batch.records.view
        let start = Int(field.keyOffset) + 1
        var key: [UInt8] = []
        JSONString.appendUnescaped(view.span.extracting(start..<start + Int(field.keyLength) - 2), to: &key)
        return String(decoding: key, as: UTF8.self)
    }
}
