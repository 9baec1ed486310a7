/// A batch of records that outlives the reader, with the bytes that it lies over.
///
/// Nothing in it changes while anybody but its reader has it, which is what makes it safe to share. One that nobody has
/// any more is filled again.
@usableFromInline
final class RecordBatchStorage: @unchecked Sendable {
    private var bytes: ChunkBytes
    var batch: RecordBatch
    @exclusivity(unchecked)
    private var sealed = SealedBatch()

    init(over bytes: ChunkBytes) {
        self.bytes = bytes
        batch = RecordBatch(fields: FieldTable(names: []))
        begin(over: bytes)
    }

    /// Empties the batch and lays it over other bytes.
    func begin(over bytes: ChunkBytes) {
        self.bytes = bytes
        // SAFETY: this object keeps the bytes as long as it keeps the batch.
        unsafe batch.begin(over: bytes.span, base: bytes.offset)
    }

    /// Says that the batch is not changed any more, before it is handed out.
    func seal() {
        // SAFETY: the batch stays as it is until nobody has it, and is sealed again when it has been filled again.
        unsafe sealed = SealedBatch(batch)
    }

    var rowCount: Int { batch.rowCount }

    /// The records, for those who look at them one by one.
    var records: SealedBatch {
        // SAFETY: it was set before this object was handed out, so nobody need ask for exclusive access.
        @inline(__always) get { unsafe sealed }
    }
}

/// What a batch holds, as a value that can be copied about freely: looking into it costs no reference and no access check.
///
/// It does not keep the batch alive: whoever has it keeps the storage.
@safe
struct SealedBatch {
    let view: ByteView
    private let rows: UnsafePointer<Row>?
    private let rowCount: Int
    private let extras: UnsafePointer<ExtraField>?
    private let extraCount: Int

    /// The batch of no records.
    init() {
        view = .empty
        unsafe rows = nil
        unsafe extras = nil
        rowCount = 0
        extraCount = 0
    }

    /// What `batch` holds.
    ///
    /// - Safety: it must neither change nor go as long as this value is used.
    @unsafe
    init(_ batch: borrowing RecordBatch) {
        view = batch.view
        unsafe rows = batch.rows.withUnsafeElements { unsafe $0 }
        unsafe extras = batch.extras.withUnsafeElements { unsafe $0 }
        rowCount = batch.rows.count
        extraCount = batch.extras.count
    }

    /// The absolute offset of the chunk's first byte.
    var base: Int { view.base }

    /// Where a record is.
    @inline(__always)
    func row(_ index: Int) -> Row {
        guard index >= 0, index < rowCount, let rows = unsafe rows else {
            preconditionFailure("there is no such record")
        }
        // SAFETY: checked above.
        return unsafe rows[index]
    }

    /// The fields of a record.
    @_lifetime(borrow self)
    @inline(__always)
    func fields(of row: Row) -> Span<ExtraField> {
        let (first, count) = (Int(row.firstExtra), Int(row.extraCount))
        precondition(first + count <= extraCount, "a record's fields are the batch's")
        // SAFETY: checked above; the elements stay in place by the promise of whoever made this value.
        return unsafe _overrideLifetime(
            Span(_unsafeElements: UnsafeBufferPointer(start: extras.map { unsafe $0 + first }, count: count)),
            borrowing: self
        )
    }

    /// The text of a value.
    @_lifetime(borrow self)
    @inline(__always)
    func text(of slot: Slot) -> Span<UInt8> {
        let start = Int(slot.offset)
        // SAFETY: the span is of bytes that stay in place by the promise of whoever made this value.
        return unsafe _overrideLifetime(view.span.extracting(start..<start + Int(slot.length)), borrowing: self)
    }
}
