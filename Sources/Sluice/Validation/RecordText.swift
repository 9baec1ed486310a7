/// The text of a record as the checks see it: cleaned values in place of the input's, and defaults.
///
/// ```
/// {"id":7,"name":" A "}          {"id":7,"name":"A","note":1}
///                                 ^id     ^name      ^note: where each field begins, and where its value is from
/// ```
struct RecordText {
    private struct Segment {
        let start: Int
        let valueStart: Int
        let place: PendingRewrites.Place
        let slot: Slot
        /// The place of the key in the chunk; `nil` for one that is not there.
        let key: Range<Int>?
    }

    private(set) var bytes: [UInt8] = []
    private var segments: [Segment] = []
    /// The fields' names as JSON strings.
    private let names: [[UInt8]]

    init(fields: FieldTable) {
        names = (0..<fields.count).map { field in
            var text = [UInt8(ascii: "\"")]
            JSONString.appendEscaped(fields.name(of: field), to: &text)
            return text + [UInt8(ascii: "\"")]
        }
    }

    /// Writes the record in `row`.
    mutating func write(_ row: Int, of batch: borrowing RecordBatch) {
        bytes.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
        bytes.append(UInt8(ascii: "{"))
        for field in names.indices where batch[field, row].kind != .missing {
            begin()
            let start = bytes.count
            bytes.append(contentsOf: names[field])
            append(batch[field, row], of: .field(field), from: start, key: nil, batch)
        }
        let first = Int(batch.rows[row].firstExtra)
        for index in first..<first + Int(batch.rows[row].extraCount) {
            let extra = batch.extras[index]
            begin()
            let start = bytes.count
            bytes.append(contentsOf: batch.key(of: extra))
            let isInChunk = extra.keyOffset != ExtraField.keyFieldOffset
            let key = isInChunk ? Int(extra.keyOffset)..<Int(extra.keyOffset + extra.keyLength) : nil
            append(extra.value, of: .extra(index), from: start, key: key, batch)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func begin() {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func append(
        _ slot: Slot,
        of place: PendingRewrites.Place,
        from start: Int,
        key: Range<Int>?,
        _ batch: borrowing RecordBatch
    ) {
        bytes.append(UInt8(ascii: ":"))
        segments.append(Segment(start: start, valueStart: bytes.count, place: place, slot: slot, key: key))
        bytes.append(contentsOf: batch.text(of: slot))
    }

    /// Returns how the member is dropped whose key is at an offset of the text.
    ///
    /// It is `nil` for a field with a column: the schemas that give it one name it.
    func change(
        droppingMemberAt offset: Int
    ) -> (place: PendingRewrites.Place, change: PendingRewrites.Change)? {
        guard let segment = segments.last(where: { $0.start <= offset }) else { return nil }
        guard offset < segment.valueStart else {
            return (segment.place, .dropMember(at: offset - segment.valueStart))
        }
        guard case .extra = segment.place else { return nil }
        return (segment.place, .drop)
    }

    /// Returns the place in the input of what is at an offset of the text.
    func source(of offset: Int, _ length: Int, _ row: Int, _ batch: borrowing RecordBatch) -> Range<Int> {
        let record = batch.base + Int(batch.rows[row].start)
        guard offset > 0, let segment = segments.last(where: { $0.start <= offset }) else {
            return record..<record + (length > 1 ? Int(batch.rows[row].end - batch.rows[row].start) : 1)
        }
        guard offset >= segment.valueStart else {
            if let key = segment.key { return batch.base + key.lowerBound..<batch.base + key.upperBound }
            return batch.sourceRange(of: segment.slot)
        }
        let source = batch.sourceRange(of: segment.slot)
        guard !segment.slot.flags.contains(.inArena) else { return source }
        let start = source.lowerBound + offset - segment.valueStart
        return start..<min(start + length, source.upperBound)
    }
}
