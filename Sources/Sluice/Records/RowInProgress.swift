/// The state of the record that is being read into a batch.
struct RowInProgress: ~Copyable {
    /// How many containers are open, the record's own object included.
    var depth = 0
    /// The field that the next value belongs to: a column, or an extra field.
    var target = Target.none
    /// Where the record, and its current container at depth 1, begin in the chunk.
    var start: UInt32 = 0
    var containerStart: UInt32 = 0
    /// The lengths of the batch's lists when the record began, to roll back to.
    var firstField = 0
    var orderMark = 0
    var firstExtra = 0
    var firstViolation = 0
    var isObject = false
    /// Whether it is known to have no white space outside its strings.
    var isCompact = false
    /// Of a record read by a layout, whether any of its values is an object or an array.
    var hasContainers = false
    /// Of a record read by a layout, how often a different member came than the expected one.
    var mispredictions: UInt32 = 0
    /// Where the fields of the previous record are in the batch's `order`: records with the same members share the run.
    var sharedFirstField: Int?
    var duplicates = DuplicateKeyDetector()
    /// The member's key that is stored in the key field, with its quotes: where it is in the chunk.
    var memberKey: (offset: UInt32, length: UInt32, hasEscapes: Bool) = (0, 0, false)

    enum Target: BitwiseCopyable {
        /// The value is checked as JSON and not kept: its key is a duplicate.
        case none
        case column(Int)
        case extra
    }
}
