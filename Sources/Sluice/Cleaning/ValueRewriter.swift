/// Brings accepted values into the form that the published schema gives them: integers in digits alone, and objects
/// without the members that are dropped.
///
/// ```
/// {"lines": [{"sku": "a", "count": 2.0, "note": 1}, {"sku": "b", "count": 1e2}]}
/// {"lines": [{"sku": "a", "count": 2}, {"sku": "b", "count": 100}]}
/// ```
///
/// A worker owns one and uses it for all its batches. The checks have noted the values that may change; all others are
/// not looked at, and what does not change inside one keeps its exact text.
struct ValueRewriter: ~Copyable {
    /// An open container.
    private struct Frame {
        /// `nil` inside a value of which nothing changes.
        let plan: ValuePlan?
        let isObject: Bool
        /// What the value of the current member must be.
        var member: ValuePlan?
        /// Whether any member has been kept, and whether the last one was dropped.
        var hasMembers = false
        var isDropping = false
    }

    private let schema: CompiledSchema
    private let integers: IntegerForm
    /// How many integers each rule has changed, indexed like `CompiledSchema.cleaningRules`.
    private var counts: [Int]
    private var hasCounts = false
    /// How many members were dropped, by row.
    private var drops: [(row: Int, count: Int)] = []
    /// What is to be said of the chunk's values, once of each column.
    private var notices: [ColumnNotice] = []

    // The value that is read again.
    private var view = ByteView.empty
    private var root: ValuePlan?
    /// Where the keys of members begin that are dropped whatever their plan says, in order, and how many have been read.
    private var droppedKeys: [Int] = []
    private var droppedKeyCount = 0
    private var frames: [Frame] = []
    private var key: [UInt8] = []
    /// Its new text up to `copied`, an offset in the old text; zero if nothing has changed so far.
    private var output: [UInt8] = []
    private var copied = 0
    private var dropCount = 0
    /// The absolute offset of its first byte, and whether its text is in the input.
    private var source = 0
    private var isInInput = true

    init(schema: CompiledSchema, integers: IntegerForm) {
        self.schema = schema
        self.integers = integers
        counts = Array(repeating: 0, count: schema.cleaningRules.count)
    }

    /// Rewrites the values that the checks have noted, in the rows that are accepted so far.
    mutating func rewrite(_ batch: inout RecordBatch) {
        guard !batch.pendingRewrites.isEmpty else { return }
        let pending = batch.pendingRewrites.inOrder
        var index = 0
        while index < pending.count {
            let first = pending[index]
            droppedKeys.removeAll(keepingCapacity: true)
            var isDropped = false
            while index < pending.count, pending[index].isOfSameValue(as: first) {
                switch pending[index].change {
                case .asPlanned: break
                case .dropMember(let key): droppedKeys.append(key)
                case .drop: isDropped = true
                }
                index += 1
            }
            guard !batch.isRejected(first.row) else { continue }
            switch first.place {
            case .field(let field): rewrite(field, first.row, &batch)
            case .extra(let extra) where isDropped: drop(extra, first.row, &batch)
            case .extra(let extra): rewriteExtra(extra, first.row, &batch)
            }
        }
    }

    private mutating func rewrite(_ field: Int, _ row: Int, _ batch: inout RecordBatch) {
        let slot = batch[field, row]
        read(slot, schema.plans[field].value, batch)
        // No change ends at the first byte.
        guard copied > 0 else { return }
        guard batch.hasRoom(for: output.count) else {
            return reject(slot, row, pointer: schema.plans[field].pointer, &batch)
        }
        let kind: ValueKind = slot.kind == .decimal ? .integer : slot.kind
        batch.rewrite(field, row, as: kind, text: output.span, hasEscapes: false)
        if dropCount > 0 { drops.append((row, dropCount)) }
    }

    private mutating func rewriteExtra(_ extra: Int, _ row: Int, _ batch: inout RecordBatch) {
        let slot = batch.extras[extra].value
        read(slot, schema.extraFields, batch)
        guard copied > 0 else { return }
        guard batch.hasRoom(for: output.count) else {
            return reject(slot, row, pointer: Self.pointer(of: extra, batch), &batch)
        }
        batch.rewriteExtra(extra, row, text: output.span)
        if dropCount > 0 { drops.append((row, dropCount)) }
    }

    private static func pointer(of extra: Int, _ batch: borrowing RecordBatch) -> String {
        let key = batch.key(of: batch.extras[extra])
        return JSONPointer.shownToken(forKey: key.extracting(1..<key.count - 1))
    }

    private mutating func drop(_ extra: Int, _ row: Int, _ batch: inout RecordBatch) {
        batch.dropExtra(extra, row)
        drops.append((row, 1))
    }

    /// Reads a value, and writes its new text to `output` if anything in it changes.
    private mutating func read(_ slot: Slot, _ plan: ValuePlan?, _ batch: borrowing RecordBatch) {
        output.removeAll(keepingCapacity: true)
        (copied, dropCount, droppedKeyCount) = (0, 0, 0)
        source = batch.sourceOffset(of: slot)
        isInInput = !slot.flags.contains(.inArena)
        root = plan
        let text = batch.text(of: slot)
        // SAFETY: the view is used only during this call, and emptied at its end.
        unsafe view = ByteView(text, base: 0)
        if ValueKind.Set.containers.contains(slot.kind) {
            var tokenizer = JSONTokenizer(maximumDepth: .max)
            _ = tokenizer.next(text, base: 0, into: &self)
        } else {
            scalar(slot.kind, 0..<text.count, hasEscapes: false)
        }
        if copied > 0 { copy(upTo: text.count) }
        view = .empty
    }

    private func reject(_ slot: Slot, _ row: Int, pointer: String, _ batch: inout RecordBatch) {
        let violation = Violation(
            code: ErrorCode(rawValue: SchemaKeyword.clean.rawValue),
            instanceLocation: pointer,
            message: "expected less than 4 GiB of changed text",
            offset: batch.sourceOffset(of: slot),
            length: 1
        )
        batch.reject(row, violation)
    }
}

// MARK: What has been done

extension ValueRewriter {
    /// Adds how many integers each rule has changed since the last call, and how many members were dropped from rows
    /// that are accepted.
    mutating func takeCounts(of batch: borrowing RecordBatch, into totals: inout [Int], droppedFields: inout Int) {
        for (row, count) in drops where !batch.isRejected(row) { droppedFields += count }
        drops.removeAll(keepingCapacity: true)
        guard hasCounts else { return }
        hasCounts = false
        for rule in counts.indices {
            totals[rule] += counts[rule]
            counts[rule] = 0
        }
    }

    /// Forgets what has been counted since the last call.
    mutating func discardCounts() {
        drops.removeAll(keepingCapacity: true)
        guard hasCounts else { return }
        hasCounts = false
        for rule in counts.indices { counts[rule] = 0 }
    }

    /// Returns what is to be said of the values of the current chunk, and begins a new one.
    mutating func takeNotices() -> [ColumnNotice] {
        guard !notices.isEmpty else { return [] }
        defer { notices.removeAll() }
        return notices
    }
}

// MARK: Changes

extension ValueRewriter: TokenSink {
    mutating func beginObject(at offset: Int) { frames.append(Frame(plan: valuePlan, isObject: true)) }

    mutating func endObject(end: Int) {
        // The brace follows the last member that was kept.
        if frames.removeLast().isDropping { copied = end - 1 }
    }

    mutating func beginArray(at offset: Int) { frames.append(Frame(plan: valuePlan, isObject: false)) }
    mutating func endArray(end: Int) { frames.removeLast() }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        let top = frames.count - 1
        if droppedKeyCount < droppedKeys.count, droppedKeys[droppedKeyCount] == range.lowerBound {
            droppedKeyCount += 1
            frames[top].member = nil
            return dropMember(at: range.lowerBound)
        }
        guard let members = frames[top].plan?.members else { return keepMember(at: range.lowerBound) }
        let view = view
        let content = range.lowerBound + 1..<range.upperBound - 1
        let index = members.names.index(of: content, hasEscapes, in: view.span, &key)
        frames[top].member = index.map { members.plans[$0] } ?? members.others
        if index == nil, members.unknown.areDropped {
            dropMember(at: range.lowerBound)
        } else {
            keepMember(at: range.lowerBound)
        }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard integers == .text, ValueKind.Set.number.contains(kind), let plan = valuePlan, let rule = plan.integerRule
        else { return }
        let view = view
        let text = view.span.extracting(range)
        guard let value = NumberText.int64(text) else { return note(plan, rule, range) }
        guard kind == .decimal else { return }
        copy(upTo: range.lowerBound)
        output.append(contentsOf: String(value).utf8)
        copied = range.upperBound
        counts[rule] += 1
        hasCounts = true
    }

    /// The plan of the value that begins.
    private var valuePlan: ValuePlan? {
        guard let frame = frames.last else { return root }
        return frame.isObject ? frame.member : frame.plan?.items
    }

    /// Leaves out the member whose key is at `start`, with the comma before it.
    private mutating func dropMember(at start: Int) {
        dropCount += 1
        let top = frames.count - 1
        guard !frames[top].isDropping else { return }
        frames[top].isDropping = true
        let view = view
        var end = start - 1
        while view.span[end] <= 0x20 { end -= 1 }
        copy(upTo: view.span[end] == UInt8(ascii: "{") ? end + 1 : end)
    }

    /// Keeps the member whose key is at `start`; what was dropped before it took its comma along.
    private mutating func keepMember(at start: Int) {
        let top = frames.count - 1
        if frames[top].isDropping {
            if frames[top].hasMembers { output.append(UInt8(ascii: ",")) }
            copied = start
            frames[top].isDropping = false
        }
        frames[top].hasMembers = true
    }

    private mutating func copy(upTo end: Int) {
        let view = view
        output.append(contentsOf: view.span.extracting(copied..<end))
        copied = end
    }

    /// Notes an integer beyond 64 bits, unless its column holds it.
    private mutating func note(_ plan: ValuePlan, _ rule: Int, _ range: Range<Int>) {
        let column = schema.cleaningRules[rule].field
        let view = view
        let text = view.span.extracting(range)
        if plan.isWideInteger, SignificantDigits(text).magnitude <= DecimalKeyword.maximumPrecision { return }
        let offset = source + (isInInput ? range.lowerBound : 0)
        let reason = plan.isWideInteger ? ColumnNotice.Reason.beyondDecimal : .beyondInt64
        let notice = ColumnNotice(reason, column: column, text, at: offset)
        if !notices.contains(where: { $0.subject == notice.subject }) { notices.append(notice) }
    }
}
