/// What happens at each token of an object or array.
extension ParquetShredder: TokenSink {
    mutating func beginObject(at offset: Int) { beginContainer(.object, at: offset) }
    mutating func endObject(end: Int) { endContainer(end: end) }
    mutating func beginArray(at offset: Int) { beginContainer(.array, at: offset) }
    mutating func endArray(end: Int) { endContainer(end: end) }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        let top = frames.count - 1
        frames[top].keyContent = range.lowerBound + 1..<range.upperBound - 1
        frames[top].member = nil
        guard frames[top].role == .structure, let node = frames[top].node,
            case .group(let names, _) = schema.nodes[node].content
        else { return }
        let view = view
        frames[top].member = names.index(of: frames[top].keyContent, hasEscapes, in: view.span, &key)
        if let member = frames[top].member { isPresent[frames[top].firstPresent + member] = true }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard frames.last?.role != .text else { return }
        let (node, repetition) = beginValue()
        guard let node else { return addUnknown(range) }
        guard kind != .null else { return appendAbsence(of: node, repetition: repetition, range: range) }
        guard case .value(let column) = schema.nodes[node].content else {
            // Its type has failed a check.
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
        let text = view.span.extracting(range)
        guard !columns[column].values.append(kind, text, hasEscapes: hasEscapes, repetition: repetition) else { return }
        fail(column, kind, range)
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
            // To be added as a whole when it ends; one of the wrong type has failed a check, and is absent.
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
            // Inside of a text there is nothing to do.
            guard frames.last?.role != .text else { return }
            guard let node = frame.node else { return addUnknown(range) }
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
        case .list:
            guard frame.count == 0 else { return }
            let list = schema.nodes[node]
            appendAbsence(in: list.columns, definition: list.definitionLevel, repetition: frame.repetition)
        case .value: break
        }
    }
}

/// Members that the schema does not name.
extension ParquetShredder {
    private mutating func addUnknown(_ range: Range<Int>) {
        unknownCount += 1
        switch unknownMembers {
        case .keep: addExtra(range)
        case .reject: fail(.unknownMember, range)
        case .drop: break
        }
    }

    private mutating func addExtra(_ range: Range<Int>) {
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
