/// A rejected record, or a fault between two records: where it is and what is wrong.
struct RecordRejection: Sendable {
    /// The record's number, or between two records the number of the second; at first within the chunk, later within
    /// the input.
    var ordinal: Int
    /// The record's bytes, as absolute offsets.
    let range: Range<Int>
    /// What is wrong; never empty.
    let violations: [Violation]
    /// The key of the member that the record is, as a JSON string; `nil` unless it is to be stored in a field.
    var key: [UInt8]?
    /// Whether it is counted as a record.
    var isRecord = true
    /// Whether the input ends in the middle of it.
    var isStructural = false
    /// Its first bytes, and those around the error, if they are in chunks that are gone.
    var head: KeptHead?
    var context: KeptHead?
}

extension RecordRejection {
    /// Calls `body` with the bytes from its first one up to the absolute offset `end`, as many as a reject shows.
    ///
    /// They are in `chunk`, unless they were kept because the chunk they began in is gone.
    func withBytes<Value, Failure>(
        in chunk: ChunkBytes,
        upTo end: Int,
        _ body: (Span<UInt8>) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let head {
            return try body(head.bytes.span.extracting(shown(upTo: end, from: head.start, count: head.bytes.count)))
        }
        let bytes = chunk.span
        return try body(bytes.extracting(shown(upTo: end, from: chunk.offset, count: bytes.count)))
    }

    private func shown(upTo end: Int, from offset: Int, count: Int) -> Range<Int> {
        let start = range.lowerBound - offset
        return start..<min(start + min(end - range.lowerBound, KeptHead.maximum), count)
    }

    /// Whether it is something else than a record with a fault: no object, too large, or an object with other fields.
    var isOfAnotherKind: Bool {
        let fields = [SchemaKeyword.required, .additionalProperties].map { ErrorCode(rawValue: $0.rawValue) }
        return isRecord
            && violations.contains { violation in
                violation.code == .notAnObject || violation.code == .recordSize
                    || fields.contains(violation.code)
                        && violation.instanceLocation.utf8.count { $0 == UInt8(ascii: "/") } < 2
            }
    }

    /// Whether it consists of bytes between two records.
    var isStrayRun: Bool { !isRecord && !range.isEmpty }

    /// Whether it comes before `other` in the input; a fault before a record comes before the record.
    func precedes(_ other: RecordRejection) -> Bool {
        if ordinal != other.ordinal { return ordinal < other.ordinal }
        guard isRecord == other.isRecord else { return !isRecord }
        return range.lowerBound < other.range.lowerBound
    }
}
