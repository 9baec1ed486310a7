/// Splits objects and arrays into the columns of their members, with definition and repetition levels.
///
/// ```
/// lines: list of {sku: string, count: optional int}      both columns: at most repetition 1
///
/// [{"sku": "a", "count": 2}, {"sku": "b"}]    sku   a 0, b 1         (each with its repetition level)
///                                             count 2 0, absent 1
/// []                                          both  absent 0         (the definition level says: an empty list)
/// ```
///
/// It keeps one frame for each open container.
struct ParquetShredder: ~Copyable {
    /// An open container.
    private struct Frame {
        enum Role {
            /// Its members or items have nodes.
            case structure
            /// It goes to one column as text, or nowhere: its contents are skipped.
            case text
        }

        var role: Role
        /// The container's node; `nil` for one that the schema does not name.
        var node: Int?
        var start: Int
        /// The repetition level of the next value inside.
        var repetition: UInt8
        var isObject: Bool
        /// How many items have begun.
        var count = 0
        /// Of an object, the current key and its index among the members.
        var keyContent = 0..<0
        var member: Int?
        /// Where its members begin in `isPresent`.
        var firstPresent = 0
    }

    /// A value that its column cannot hold.
    struct Failure {
        let column: Int
        /// `nil` if a required value is missing.
        let kind: ValueKind?
        let range: Range<Int>
        let pointer: String
    }

    private let schema: ParquetSchema
    private let columns: [ColumnBuffer]
    private(set) var failures: [Failure] = []
    private var frames: [Frame] = []
    private var isPresent: [Bool] = []
    private var key: [UInt8] = []
    private var view = ByteView.empty
    private var root = 0
    private var rootPointer = ""
    /// The absolute offset of the field's first byte, and whether its text is in the input.
    private var source = 0
    private var isInInput = true
    /// The members that no node names: those that are dropped or refused are not in accepted rows.
    private(set) var extras = NestedExtras()

    init(schema: ParquetSchema, columns: [ColumnBuffer]) {
        self.schema = schema
        self.columns = columns
    }

    /// Removes the members that the schema does not name.
    mutating func removeExtras() { extras.removeAll() }

    mutating func sortExtras() { extras.sort() }

    mutating func forgetFailures() { failures.removeAll(keepingCapacity: true) }

    /// Splits the value of a field.
    mutating func shred(_ slot: Slot, of batch: borrowing RecordBatch, _ node: Int, pointer: String, row: Int) {
        let text = batch.text(of: slot)
        // SAFETY: the view is used only during this call, and emptied at its end.
        unsafe view = ByteView(text, base: 0)
        failures.removeAll(keepingCapacity: true)
        source = batch.sourceOffset(of: slot)
        isInInput = !slot.flags.contains(.inArena)
        frames.removeAll(keepingCapacity: true)
        isPresent.removeAll(keepingCapacity: true)
        root = node
        rootPointer = pointer
        extras.row = row
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        if tokenizer.next(text, base: 0, into: &self) == .needsMore {
            _ = tokenizer.finish(at: text.count, into: &self)
        }
        view = .empty
    }

    /// Adds the absence of a value to all columns of its node.
    mutating func appendAbsence(of node: Int, repetition: UInt8, range: Range<Int> = 0..<0) {
        let absent = schema.nodes[node]
        if !absent.isNullable { fail(absent.columns.lowerBound, nil, range) }
        appendAbsence(in: absent.columns, definition: absent.absenceLevel, repetition: repetition)
    }

    private func appendAbsence(in range: Range<Int>, definition: UInt8, repetition: UInt8) {
        for column in range {
            columns[column].values.appendAbsence(definition: definition, repetition: repetition)
        }
    }

    private mutating func fail(_ column: Int, _ kind: ValueKind?, _ range: Range<Int>) {
        // A record keeps at most this many violations, and one more that says so: a list may have millions of bad
        // items.
        guard failures.count <= Int(RecordBatch.maximumViolations) else { return }
        failures.append(Failure(column: column, kind: kind, range: range, pointer: pointer))
    }

    /// The JSON Pointer of the current value in the record.
    private var pointer: String {
        let view = view
        return JSONPointer.shown(
            from: rootPointer,
            frames.lazy.map { frame in
                frame.isObject
                    ? JSONPointer.shownToken(forKey: view.span.extracting(frame.keyContent)) : "/\(frame.count - 1)"
            }
        )
    }
}

// MARK: Tokens

extension ParquetShredder: TokenSink {
    mutating func beginObject(at offset: Int) { beginContainer(.object, at: offset) }
    mutating func endObject(end: Int) { endContainer(end: end) }
    mutating func beginArray(at offset: Int) { beginContainer(.array, at: offset) }
    mutating func endArray(end: Int) { endContainer(end: end) }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        let top = frames.count - 1
        frames[top].keyContent = range.lowerBound + 1..<range.upperBound - 1
        frames[top].member = nil
        guard frames[top].role == .structure, let node = frames[top].node else { return }
        if case .map(let key, _) = schema.nodes[node].content, case .value(let column) = schema.nodes[key].content {
            return append(.string, range, hasEscapes, column, frames[top].repetition)
        }
        guard case .group(let names, _) = schema.nodes[node].content else { return }
        let view = view
        frames[top].member = names.index(of: frames[top].keyContent, hasEscapes, in: view.span, &key)
        if let member = frames[top].member { isPresent[frames[top].firstPresent + member] = true }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard frames.last?.role != .text else { return }
        let (node, repetition) = beginValue()
        guard let node else { return addExtra(range) }
        guard kind != .null else { return appendAbsence(of: node, repetition: repetition, range: range) }
        guard case .value(let column) = schema.nodes[node].content else {
            // The value has the wrong type, and has failed a check.
            return appendAbsence(of: node, repetition: repetition, range: range)
        }
        append(kind, range, hasEscapes, column, repetition)
    }

    private mutating func append(
        _ kind: ValueKind,
        _ range: Range<Int>,
        _ hasEscapes: Bool,
        _ column: Int,
        _ repetition: UInt8
    ) {
        let view = view
        let wasAdded = columns[column].values.append(
            kind,
            view.span.extracting(range),
            hasEscapes: hasEscapes,
            repetition: repetition,
            at: source + (isInInput ? range.lowerBound : 0)
        )
        if !wasAdded { fail(column, kind, range) }
    }

    /// Counts the value that begins; returns its node, if the schema names it, and its repetition level.
    private mutating func beginValue() -> (node: Int?, repetition: UInt8) {
        let top = frames.count - 1
        guard top >= 0 else { return (root, 0) }
        let frame = frames[top]
        frames[top].count += 1
        guard let node = frame.node else { return (nil, 0) }
        switch schema.nodes[node].content {
        case .group(_, let members): return (frame.member.map { members[$0] }, frame.repetition)
        case .list(let item):
            frames[top].repetition = schema.nodes[node].repetitionLevel
            return (item, frame.repetition)
        case .map(_, let value):
            // The key of the entry has had the same level.
            frames[top].repetition = schema.nodes[node].repetitionLevel
            return (value, frame.repetition)
        case .value: return (nil, 0)
        }
    }

    private mutating func beginContainer(_ kind: ValueKind, at offset: Int) {
        let isObject = kind == .object
        guard frames.last?.role != .text else {
            frames.append(Frame(role: .text, node: nil, start: offset, repetition: 0, isObject: isObject))
            return
        }
        let (node, repetition) = beginValue()
        var frame = Frame(role: .text, node: node, start: offset, repetition: repetition, isObject: isObject)
        if let node {
            switch schema.nodes[node].content {
            case .group(_, let members) where isObject:
                frame.role = .structure
                frame.firstPresent = isPresent.count
                for _ in members { isPresent.append(false) }
            case .list where !isObject: frame.role = .structure
            case .map where isObject: frame.role = .structure
            // It is added as a whole when it ends. One of the wrong type has failed a check, and counts as absent.
            default: break
            }
        }
        frames.append(frame)
    }

    private mutating func endContainer(end: Int) {
        let frame = frames.removeLast()
        let range = frame.start..<end
        switch frame.role {
        case .structure: endStructure(frame)
        case .text:
            // Inside a text there is nothing to do.
            guard frames.last?.role != .text else { return }
            guard let node = frame.node else { return addExtra(range) }
            guard case .value(let column) = schema.nodes[node].content else {
                return appendAbsence(of: node, repetition: frame.repetition, range: range)
            }
            append(frame.isObject ? .object : .array, range, false, column, frame.repetition)
        }
    }

    private mutating func endStructure(_ frame: Frame) {
        guard let node = frame.node else { return }
        switch schema.nodes[node].content {
        case .group(_, let members):
            for (index, member) in members.enumerated() where !isPresent[frame.firstPresent + index] {
                appendAbsence(of: member, repetition: frame.repetition, range: frame.start..<frame.start + 1)
            }
            isPresent.removeLast(isPresent.count - frame.firstPresent)
        case .list, .map:
            guard frame.count == 0 else { return }
            let list = schema.nodes[node]
            appendAbsence(in: list.columns, definition: list.definitionLevel, repetition: frame.repetition)
        case .value: break
        }
    }
}

// MARK: Members that the schema does not name

extension ParquetShredder {
    private mutating func addExtra(_ range: Range<Int>) {
        guard schema.extraColumn != nil else { return }
        let view = view
        extras.begin(rootPointer)
        for frame in frames {
            if frame.isObject {
                extras.addToken(key: view.span.extracting(frame.keyContent))
            } else {
                extras.addToken(index: frame.count - 1)
            }
        }
        extras.end(value: view.span.extracting(range))
    }
}
