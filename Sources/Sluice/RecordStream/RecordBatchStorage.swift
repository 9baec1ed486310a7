/// A batch of records that outlives the reader, with the bytes that it lies over.
///
/// Nothing in it changes once it has been handed out, which is what makes it safe to share.
@usableFromInline
final class RecordBatchStorage: @unchecked Sendable {
    let bytes: ChunkBytes
    var batch: RecordBatch

    init(over bytes: ChunkBytes) {
        self.bytes = bytes
        batch = RecordBatch(fields: FieldTable(names: []))
        // SAFETY: this object keeps the bytes as long as it keeps the batch.
        unsafe batch.begin(over: bytes.span, base: bytes.offset)
    }

    var rowCount: Int { batch.rowCount }
}
