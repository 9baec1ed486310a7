/// What the records of an input look like, as far as its first records tell: which keys they have, and which the
/// objects inside them have.
///
/// Where reading has lost its place, this tells a record from an object inside one. It is the same for every chunk, as it
/// is learned from the head of the input alone.
struct RecordShapes: Sendable {
    /// What an object may be.
    enum Kind {
        case record
        /// An object inside a record.
        case inner
        /// There are records and objects inside records that look like this.
        case both
        case unknown
    }

    /// The keys that records begin with.
    private(set) var openings: Set<UInt64> = []
    /// The keys of all records, and those that each of them has.
    private var keys: Set<UInt64> = []
    private var required: Set<UInt64>?
    private(set) var records: Set<UInt64> = []
    private var inner: Set<UInt64> = []
    /// Whether each record is a line of its own, so that one that is broken ends where its line does.
    var isLineDelimited = false
    /// Whether the documents are arrays.
    var isInArrays = false

    /// Whether no record is known.
    var isEmpty: Bool { records.isEmpty }

    /// Whether records have enough in common to tell that an object is none.
    var isRegular: Bool { required?.count ?? 0 > 1 }

    /// Whether an object may be one from inside a record, by its looks: if not, nobody need look.
    var hasInner: Bool { !inner.isEmpty }

    /// Takes note of a record; returns whether none has been like it.
    mutating func addRecord(_ shape: ObjectShape) -> Bool {
        guard records.insert(shape.signature).inserted else { return false }
        if let opening = shape.opening { openings.insert(opening) }
        keys.formUnion(shape.keys)
        required = required.map { $0.intersection(shape.keys) } ?? Set(shape.keys)
        return true
    }

    /// Takes note of the key that a record begins with whose other keys are not known.
    mutating func addOpening(_ opening: UInt64) { openings.insert(opening) }

    /// Takes note of objects inside a record.
    mutating func addInner(_ signatures: some Sequence<UInt64>) { inner.formUnion(signatures) }

    /// Returns what an object of this shape may be.
    func kind(of shape: ObjectShape) -> Kind {
        switch (isRecord(shape), inner.contains(shape.signature)) {
        case (true, true): .both
        case (true, false): .record
        case (false, true): .inner
        case (false, false): .unknown
        }
    }

    /// Whether objects with this signature have been seen inside records, and never as records.
    func isInner(_ signature: UInt64) -> Bool { inner.contains(signature) && !records.contains(signature) }

    /// Whether a record has been seen that has this key, in whatever place.
    func hasKey(_ key: UInt64) -> Bool { keys.contains(key) }

    /// Whether an object is the end of a record, cut off by a brace: it begins with a key that records have, and that none
    /// begins with, or has no key at all.
    func isTail(_ shape: ObjectShape) -> Bool {
        guard let opening = shape.opening else { return !records.contains(shape.signature) }
        return keys.contains(opening) && !openings.contains(opening) && !records.contains(shape.signature)
    }

    /// Whether an object may be a record, by its looks.
    func isRecord(_ shape: ObjectShape) -> Bool {
        if records.contains(shape.signature) { return true }
        guard let required, !required.isEmpty, let opening = shape.opening, required.isSubset(of: shape.keys) else {
            return false
        }
        // Another choice of optional members; or others, with what all records have.
        if openings.contains(opening) { return keys.isSuperset(of: shape.keys) || isRegular }
        return isRegular && !keys.contains(opening)
    }
}
