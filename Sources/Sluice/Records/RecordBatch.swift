/// Some records of a chunk, as columns of slots over the chunk's own bytes.
///
/// ```
/// bytes   {"id":1,"note":"x","name":"A"}  {"name":"B","id":2}
/// fields  0 id, 1 name                                   (the schema's, in its order)
/// column 0  row 0: `1`     row 1: `2`
/// column 1  row 0: `"A"`   row 1: `"B"`
/// order     0 extra 1 │ 1 0                              (the records' own order)
/// extras    "note": `"x"` │
/// ```
///
/// Cleaning writes new text to the arena and points the slot there; checks mark rows as rejected; encoders read columns
/// or walk rows. Batches are reused: in the steady state nothing is allocated.
@safe
struct RecordBatch: ~Copyable {
    /// Violations of one record beyond this number are summarised in one.
    static let maximumViolations: UInt16 = 1_000
    /// A batch with more violations than this is overfull: it must be read again with fewer rows.
    ///
    /// The violations of any one record are fewer.
    static let maximumHeldViolations = 4_096

    let fields: FieldTable
    let rowCapacity: Int
    /// The number of rows at which the batch is full.
    private var rowLimit: Int
    private let slots: UnsafeMutablePointer<Slot>
    private let slotCount: Int

    /// The chunk's bytes.
    private(set) var view = ByteView.empty

    var rows: GrowingBuffer<Row>
    var order: GrowingBuffer<UInt16>
    var extras: GrowingBuffer<ExtraField>
    private var arena: GrowingBuffer<UInt8>
    /// The violations and their rows, in the order found.
    private(set) var violations: [(row: Int, violation: Violation)] = []
    /// Whether there was no room for a violation.
    private(set) var isOverfull = false
    /// How many violations there is room for.
    private var heldViolations = maximumHeldViolations
    /// For each row, how many violations it has.
    private var violationCounts: [UInt16]
    private(set) var pendingRewrites = PendingRewrites()
    /// Whether any slot holds a default for a field that its record does not name.
    private(set) var hasAddedFields = false
    var building: RowInProgress
    /// For each column the hash of its key, as in shapes.
    let fieldKeys: [UInt64]
    /// The field that every record gets, with the key of its member.
    let keyField: KeyField?

    /// A batch for records with `fields`, sized so that its columns fit the processor's cache.
    ///
    /// If `keyField` is not `nil`, every record gets a field of that name.
    init(fields: FieldTable, keyField: String? = nil) {
        self.fields = fields
        self.keyField = keyField.map { KeyField($0, fields) }
        rowCapacity = max(64, min(2_048, 4_096 / max(fields.count, 1)))
        rowLimit = rowCapacity
        slotCount = rowCapacity * fields.count
        unsafe slots = .allocate(capacity: max(slotCount, 1))
        unsafe slots.initialize(repeating: Slot(), count: max(slotCount, 1))
        rows = GrowingBuffer(capacity: rowCapacity)
        order = GrowingBuffer(capacity: rowCapacity * max(fields.count, 8))
        extras = GrowingBuffer(capacity: 64)
        arena = GrowingBuffer(capacity: 4_096)
        violationCounts = Array(repeating: 0, count: rowCapacity)
        building = RowInProgress()
        fieldKeys = (0..<fields.count).map { ObjectShape.key(fields.name(of: $0), hasEscapes: false) }
    }

    deinit {
        // SAFETY: allocated in `init`, owned by this value alone; slots need no deinitialisation.
        unsafe slots.deallocate()
    }

    var rowCount: Int { rows.count }
    var isFull: Bool { rows.count >= rowLimit }

    /// Lets the batch be full with `count` rows already, until its rows are removed.
    mutating func limitRows(to count: Int) { rowLimit = min(rowLimit, max(0, count)) }

    /// Empties the batch and lays it over `bytes`, the first of which is at the absolute offset `base`.
    ///
    /// - Safety: `bytes` must stay in place until the next call.
    @unsafe
    mutating func begin(over bytes: Span<UInt8>, base: Int) {
        precondition(bytes.count <= UInt32.max, "offsets in a chunk have 32 bits")
        // SAFETY: the caller keeps the bytes in place.
        unsafe view = ByteView(bytes, base: base)
        rowLimit = rowCapacity
        removeAllRows()
    }

    /// Removes the rows and keeps the bytes.
    mutating func removeAllRows() {
        if !violations.isEmpty {
            violations.removeAll(keepingCapacity: true)
            for row in 0..<rowCapacity { violationCounts[row] = 0 }
            isOverfull = false
        }
        heldViolations = Self.maximumHeldViolations
        rowLimit = rowCapacity
        rows.truncate(to: 0)
        order.truncate(to: 0)
        extras.truncate(to: 0)
        arena.truncate(to: 0)
        if !pendingRewrites.isEmpty { pendingRewrites.removeAll() }
        hasAddedFields = false
        building.sharedFirstField = nil
    }

    /// The absolute offset of the chunk's first byte.
    var base: Int { view.base }
}

// MARK: Slots and their text

extension RecordBatch {
    /// The slot of `field` in `row`.
    subscript(field: Int, row: Int) -> Slot {
        @inline(__always)
        get {
            let index = slotIndex(field, row)
            // SAFETY: `slotIndex` checks the bounds.
            return unsafe slots[index]
        }
        @inline(__always)
        set {
            let index = slotIndex(field, row)
            // SAFETY: `slotIndex` checks the bounds.
            unsafe slots[index] = newValue
        }
    }

    /// The slots of `field`, one for each row.
    @_lifetime(borrow self)
    @inline(__always)
    func column(_ field: Int) -> Span<Slot> {
        guard rows.count > 0 else { return Span() }
        let first = slotIndex(field, 0)
        // SAFETY: a column has room for `rowCapacity` slots, which `rows` never exceeds, and lives as long as `self`.
        return unsafe _overrideLifetime(Span(_unsafeStart: slots + first, count: rows.count), borrowing: self)
    }

    /// Returns where the slots of `row` are: that of field *f* is *f* times `rowCapacity` after the first.
    @unsafe
    @inline(__always)
    func slotsOfRow(_ row: Int) -> UnsafeMutablePointer<Slot> {
        precondition(row >= 0 && row < rowCapacity, "no such row")
        return unsafe slots + row
    }

    /// The kinds of the values in a column, found without a branch for each value.
    func kinds(in field: Int) -> ValueKind.Set {
        let column = column(field)
        var kinds: UInt16 = 0
        // SAFETY: the indices are the column's own.
        for row in column.indices { kinds |= 1 &<< UInt16(unsafe column[unchecked: row].kind.rawValue) }
        return ValueKind.Set(rawValue: kinds)
    }

    /// The kinds of the values in a column, and the length of the longest text.
    func extremes(in field: Int) -> (kinds: ValueKind.Set, length: UInt32) {
        let column = column(field)
        var kinds: UInt16 = 0
        var length: UInt32 = 0
        for row in column.indices {
            // SAFETY: the indices are the column's own.
            let slot = unsafe column[unchecked: row]
            kinds |= 1 &<< UInt16(slot.kind.rawValue)
            length = max(length, slot.length)
        }
        return (ValueKind.Set(rawValue: kinds), length)
    }

    @inline(__always)
    private func slotIndex(_ field: Int, _ row: Int) -> Int {
        let index = field &* rowCapacity &+ row
        precondition(row >= 0 && row < rowCapacity && index >= 0 && index < slotCount, "no such slot")
        return index
    }

    /// The text of a value as it is, quotes and brackets included.
    @_lifetime(borrow self)
    @inline(__always)
    func text(of slot: Slot) -> Span<UInt8> {
        let start = Int(slot.offset)
        let end = start + Int(slot.length)
        // SAFETY: a slot is made when its text has been read from the view or written to the arena. The view's bytes
        // outlive the batch's use of them; the arena is the batch's own.
        return unsafe slot.flags.contains(.inArena)
            ? _overrideLifetime(arena.span.extracting(unchecked: start..<end), borrowing: self)
            : _overrideLifetime(view.span.extracting(unchecked: start..<end), borrowing: self)
    }

    /// The content of a string: its text without the quotes, escapes unresolved.
    @_lifetime(borrow self)
    @inline(__always)
    func content(of slot: Slot) -> Span<UInt8> {
        let start = Int(slot.offset) + 1
        let end = start + Int(slot.length) - 2
        // SAFETY: the view's bytes outlive the batch's use of them; the arena is the batch's own.
        return unsafe slot.flags.contains(.inArena)
            ? _overrideLifetime(arena.span.extracting(start..<end), borrowing: self)
            : _overrideLifetime(view.span.extracting(start..<end), borrowing: self)
    }

    /// The key of a field that the schema does not name, quotes included.
    @_lifetime(borrow self)
    @inline(__always)
    func key(of extra: ExtraField) -> Span<UInt8> {
        if extra.keyOffset == ExtraField.keyFieldOffset, let keyField {
            // SAFETY: the batch keeps the key field, which does not change.
            return unsafe _overrideLifetime(keyField.text.span, borrowing: self)
        }
        let start = Int(extra.keyOffset)
        // SAFETY: the view's bytes outlive the batch's use of them.
        return unsafe _overrideLifetime(view.span.extracting(start..<start + Int(extra.keyLength)), borrowing: self)
    }

    /// The absolute offset of a value in the input, whatever its text is now.
    func sourceOffset(of slot: Slot) -> Int { base + Int(slot.source) }

    /// Whether that many more bytes of new text can be addressed.
    func hasRoom(for count: Int) -> Bool { arena.count + count <= UInt32.max }

    /// Notes that the value of `field` in `row` may have to be rewritten before it is published.
    mutating func noteRewrite(_ field: Int, _ row: Int) { noteRewrite(.asPlanned, .field(field), row) }

    /// Notes what may have to be done to a value in `row` before it is published.
    mutating func noteRewrite(_ change: PendingRewrites.Change, _ place: PendingRewrites.Place, _ row: Int) {
        pendingRewrites.add(change, to: place, inRow: row)
    }

    /// Replaces the text of `field` in `row`; that of a string includes its quotes.
    ///
    /// A field that was missing is added after the record's own fields.
    mutating func rewrite(_ field: Int, _ row: Int, as kind: ValueKind, text: Span<UInt8>, hasEscapes: Bool) {
        var slot = self[field, row]
        if slot.kind == .missing {
            slot.source = rows[row].start
            slot.flags = .isAdded
            hasAddedFields = true
        } else {
            slot.flags.subtract(.hasEscapes)
        }
        slot.kind = kind
        slot.decimals = Slot.unknownDecimals
        slot.flags.insert(.inArena)
        if hasEscapes { slot.flags.insert(.hasEscapes) }
        slot.offset = UInt32(arena.count)
        slot.length = UInt32(text.count)
        arena.append(contentsOf: text)
        self[field, row] = slot
        rows[row].flags.insert(.isRewritten)
    }

    /// Replaces the text of an extra field of `row`, an object or an array.
    mutating func rewriteExtra(_ extra: Int, _ row: Int, text: Span<UInt8>) {
        extras[extra].value.flags.insert(.inArena)
        extras[extra].value.offset = UInt32(arena.count)
        extras[extra].value.length = UInt32(text.count)
        arena.append(contentsOf: text)
        rows[row].flags.insert(.isRewritten)
    }

    /// Leaves an extra field of `row` out of what is published.
    mutating func dropExtra(_ extra: Int, _ row: Int) {
        extras[extra].value.kind = .missing
        rows[row].flags.insert(.isRewritten)
    }
}

// MARK: Rejection

extension RecordBatch {
    /// Whether a check has failed in `row`.
    @inline(__always)
    func isRejected(_ row: Int) -> Bool { violationCounts[row] > 0 }

    /// Whether no more violations are kept of `row`, so that none need be made.
    func isFull(_ row: Int) -> Bool { violationCounts[row] > Self.maximumViolations }

    /// Whether any row of the batch is rejected.
    var hasRejectedRows: Bool { !violations.isEmpty }

    /// Marks `row` as rejected and keeps the reason.
    ///
    /// Violations beyond the limit are summarised in one, so that no single record makes the list grow without bound.
    mutating func reject(_ row: Int, _ violation: Violation) {
        let count = violationCounts[row]
        guard count <= Self.maximumViolations else { return }
        guard violations.count < heldViolations else { return isOverfull = true }
        // While rows are being read, there is always room for one more with all its violations.
        if violations.count > Self.maximumHeldViolations - 2 * Int(Self.maximumViolations) { rowLimit = row + 1 }
        violationCounts[row] = count + 1
        violations.append((row, count < Self.maximumViolations ? violation : violation.limitReached))
    }

    /// Makes room for all violations of the current rows.
    mutating func holdAllViolations() { heldViolations = .max }

    /// Removes the violations of `row`, the last one, starting with the one at `first`.
    mutating func withdrawViolations(from first: Int, row: Int) {
        guard violations.count > first else { return }
        violations.removeSubrange(first...)
        violationCounts[row] = 0
    }

    /// Sets the field that a violation concerns.
    mutating func setField(_ field: String, ofViolation index: Int) { violations[index].violation.field = field }

    /// Removes the violations of the last row.
    mutating func removeViolations(ofLastRow row: Int) {
        guard let first = violations.firstIndex(where: { $0.row == row }) else { return }
        withdrawViolations(from: first, row: row)
    }

    /// Removes the rejected rows, and all rows from `count` on.
    ///
    /// Only for batches without columns, whose slots would have to move as well.
    mutating func removeRejectedRows(keeping count: Int) {
        precondition(fields.count == 0, "rows with columns cannot be moved")
        guard hasRejectedRows || count < rows.count else { return }
        var kept = 0
        for row in 0..<count where !isRejected(row) {
            rows[kept] = rows[row]
            kept += 1
        }
        rows.truncate(to: kept)
    }
}
