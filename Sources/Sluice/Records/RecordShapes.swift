/// What the records of an input look like, judging by the first ones: which keys they have, and which keys the objects
/// inside them have.
///
/// After a fault it distinguishes a record from an object inside one. It is the same for every chunk, as it is learned
/// from the head of the input alone.
struct RecordShapes: Sendable {
    /// What an object may be.
    enum Kind {
        case record
        /// An object inside a record.
        case inner
        /// Either: there are both records and inner objects that look like it.
        case both
        case unknown
    }

    /// The keys that records begin with.
    private(set) var openings: Set<UInt64> = []
    /// The keys of any record, and those that all records have.
    private var keys: Set<UInt64> = []
    private var required: Set<UInt64>?
    private(set) var records: Set<UInt64> = []
    private var inner: Set<UInt64> = []
    /// Whether each record is a line of its own, so that a broken one ends with its line.
    var isLineDelimited = false
    /// Whether the documents are arrays.
    var isInArrays = false

    /// Whether no record is known.
    var isEmpty: Bool { records.isEmpty }

    /// Whether records have enough keys in common to recognise objects that are not records.
    var isRegular: Bool { required?.count ?? 0 > 1 }

    /// Whether any shapes of inner objects are known; otherwise objects need not be checked for them.
    var hasInner: Bool { !inner.isEmpty }

    /// Adds a record; returns whether its shape is new.
    mutating func addRecord(_ shape: ObjectShape) -> Bool {
        guard records.insert(shape.signature).inserted else { return false }
        if let opening = shape.opening { openings.insert(opening) }
        keys.formUnion(shape.keys)
        required = required.map { $0.intersection(shape.keys) } ?? Set(shape.keys)
        return true
    }

    /// Adds the key that a record begins with, whose other keys are unknown.
    mutating func addOpening(_ opening: UInt64) { openings.insert(opening) }

    /// Adds the signatures of objects inside a record.
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

    /// Whether any record has this key, in any place.
    func hasKey(_ key: UInt64) -> Bool { keys.contains(key) }

    /// Whether an object is the tail of a record that a brace has cut in two: it begins with a key that records have
    /// but none begins with, or has no key at all.
    func isTail(_ shape: ObjectShape) -> Bool {
        guard let opening = shape.opening else { return !records.contains(shape.signature) }
        return keys.contains(opening) && !openings.contains(opening) && !records.contains(shape.signature)
    }

    /// Whether an object looks like a record.
    func isRecord(_ shape: ObjectShape) -> Bool {
        if records.contains(shape.signature) { return true }
        guard let required, !required.isEmpty, let opening = shape.opening, required.isSubset(of: shape.keys) else {
            return false
        }
        // A new combination of known members, or new members beside those that all records have.
        if openings.contains(opening) { return keys.isSuperset(of: shape.keys) || isRegular }
        return isRegular && !keys.contains(opening)
    }
}
