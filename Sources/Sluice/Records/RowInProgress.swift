/// What a batch knows of the record that is being read into it.
struct RowInProgress: ~Copyable {
    /// Containers open inside the record, the record's own object included.
    var depth = 0
    /// The field that the next value belongs to: a column, or an extra field.
    var target = Target.none
    /// Where the record, and its container at depth 1, begin in the chunk.
    var start: UInt32 = 0
    var containerStart: UInt32 = 0
    /// The lengths of the batch's lists when the record began, to go back to.
    var firstField = 0
    var orderMark = 0
    var firstExtra = 0
    var firstViolation = 0
    var isObject = false
    /// Whether it is known to have no white space outside its strings.
    var isCompact = false
    /// Whether any of its values is an object or an array, as far as a layout has read it.
    var hasContainers = false
    /// How often another member has come in it than the one expected, as far as a layout has read it.
    var surprises: UInt32 = 0
    /// Where the fields of the record before stand in the batch's `order`: records with the same members share the run.
    var sharedFirstField: Int?
    var duplicates = DuplicateKeyDetector()

    enum Target: BitwiseCopyable {
        /// The value is checked as JSON and kept nowhere: its key is one that the object had already.
        case none
        case column(Int)
        case extra
    }
}
