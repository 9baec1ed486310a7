/// The values of a batch that may have to be rewritten before they are published, and the members that are dropped then.
struct PendingRewrites {
    /// Where in a batch a value is.
    enum Place: Comparable {
        /// The field with this column.
        case field(Int)
        /// The batch's extra field with this index.
        case extra(Int)
    }

    /// One thing to do to a value.
    enum Change: Comparable {
        /// What its plan says.
        case asPlanned
        /// The member inside it is dropped whose key begins at this offset in its text.
        case dropMember(at: Int)
        /// The field itself is dropped.
        case drop
    }

    struct Entry: Comparable {
        let place: Place
        let row: Int
        let change: Change

        static func < (left: Entry, right: Entry) -> Bool {
            (left.place, left.row, left.change) < (right.place, right.row, right.change)
        }

        /// Whether both are of one value.
        func isOfSameValue(as other: Entry) -> Bool { place == other.place && row == other.row }
    }

    private var entries: [Entry] = []
    /// Whether a value may have several entries.
    private var hasDrops = false

    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ change: Change, to place: Place, inRow row: Int) {
        if change != .asPlanned { hasDrops = true }
        entries.append(Entry(place: place, row: row, change: change))
    }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        hasDrops = false
    }

    /// All entries, those of one value next to each other, field by field and row by row.
    ///
    /// The checks add them in this order, but for those of members that are dropped.
    var inOrder: [Entry] { hasDrops ? entries.sorted() : entries }
}
