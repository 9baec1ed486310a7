/// A batch of records that outlives the reader, with the bytes that it lies over.
///
/// It is filled by one reader, handed to one consumer, and filled again when that consumer alone holds it and is done
/// with it. In between nothing in it changes but the hints, which is what makes it safe to share.
@usableFromInline
final class RecordBatchStorage: @unchecked Sendable {
    /// The bytes are kept as long as the batch lies over them.
    private var bytes: ChunkBytes?
    /// To look at each access whether it meets another takes as long as to read a value.
    @exclusivity(unchecked)
    private var batch = RecordBatch(fields: FieldTable(names: []))
    /// Where fields have been found in records before.
    let hints = FieldHints()

    /// Lays the batch, empty, over `bytes`.
    func begin(over bytes: ChunkBytes) {
        self.bytes = bytes
        // SAFETY: this object keeps the bytes as long as the batch lies over them. Accesses do not meet: see `fill`.
        unsafe batch.begin(over: bytes.span, base: bytes.offset)
    }

    /// Lends the batch to `body`, to be filled.
    func fill<Result>(_ body: (inout RecordBatch) -> Result) -> Result {
        // SAFETY: the one reader that fills is the only one that knows the storage then.
        unsafe body(&batch)
    }

    /// Throws where the bytes may be others than the file had when it was opened.
    func checkUnchanged() throws(RecordStreamError) {
        do throws(InputError) {
            try bytes?.checkUnchanged()
        } catch {
            throw RecordStreamError(error.message)
        }
    }

    /// Empties the batch and lets go of the bytes.
    func clear() {
        // SAFETY: nothing stays in place for as long as need be. Nobody else knows the storage then.
        unsafe batch.begin(over: Span(), base: 0)
        bytes = nil
    }
}

/// SAFETY of what follows: nobody changes the batch while it is read.
extension RecordBatchStorage {
    var rowCount: Int { unsafe batch.rowCount }

    /// The absolute offset of the first of the bytes.
    var base: Int { unsafe batch.base }

    @inline(__always)
    func row(_ index: Int) -> Row { unsafe batch.rows[index] }

    @inline(__always)
    func extra(_ index: Int) -> ExtraField { unsafe batch.extras[index] }

    /// The bytes that the batch lies over; they stay in place as long as this object is held.
    var view: ByteView {
        @inline(__always)
        get { unsafe batch.view }
    }
}
