/// Walks over the members of the record in progress in a batch.
struct MemberWalk {
    struct Place {
        let column: UInt16
        /// Just past the previous value; for the first member, at the record's opening brace.
        let start: Int
        /// The key, quotes included.
        let key: Range<Int>
        /// Where the value begins.
        let value: Int
    }

    private var position: Int
    private var extra: Int
    /// Just past the previous value.
    private(set) var place: Int
    /// Whether a key is no longer where it was: the bytes of a file may change after they have been read.
    private(set) var hasLostKey = false

    init(_ batch: borrowing RecordBatch) {
        position = batch.building.firstField
        extra = batch.building.firstExtra
        place = Int(batch.building.start)
    }

    mutating func next(_ batch: borrowing RecordBatch) -> Place? {
        guard position < batch.order.count else { return nil }
        let column = batch.order[position]
        position += 1
        let slot: Slot
        if column == FieldTable.extraField {
            slot = batch.extras[extra].value
            extra += 1
        } else {
            slot = batch[Int(column), batch.rowCount]
        }
        let bytes = batch.view.span.extracting(first: Int(slot.offset))
        // Nothing but a brace or a comma, and white space, precedes the key; a quote inside it is escaped.
        let quote = bytes.first(UInt8(ascii: "\""), from: place)
        var end = quote + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < bytes.count else {
            hasLostKey = true
            return nil
        }
        defer { place = Int(slot.offset) + Int(slot.length) }
        return Place(column: column, start: place, key: quote..<end + 1, value: Int(slot.offset))
    }
}
