/// Reading between records.
extension RecordReader {
    /// Reads what comes next: a record, or something between two records.
    mutating func readBetween(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        index = bytes.firstSignificant(from: index, state.level)
        guard index < bytes.count else { return endChunk(bytes, &batch) }
        if let row = unsettled, index - row.upperBound > Self.lookahead { unsettled = nil }
        if let step = continueRow(bytes, &batch) { return step }
        switch (bytes[index], state) {
        case (UInt8(ascii: "{"), _): return beginRecord(bytes, &batch)
        case (UInt8(ascii: "["), .document): return beginArray(bytes, &batch)
        case (UInt8(ascii: "["), _): return beginInnerArray(bytes, &batch)
        case (UInt8(ascii: ","), .afterElement):
            index += 1
            state = .element
            return .proceed
        case (UInt8(ascii: "]"), _): return readBracket(bytes, &batch)
        case (UInt8(ascii: "}"), _), (UInt8(ascii: ":"), _): return beginFragment(at: index, key: nil, bytes, &batch)
        case (let byte, _): return byte.mayBeginScalar ? readScalar(bytes, &batch) : beginStray(bytes)
        }
    }

    mutating func passBracket(into newState: Seam.State) {
        index += 1
        state = newState
        prediction.lastEnd = nil
    }

    /// Reads an object, or an array that is an element.
    private mutating func beginRecord(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        unsettled = nil
        if case .afterElement = state {
            noteMissing(.commaBetweenRecords, found: bytes[index], batch.rowCount)
            guard case .afterElement = state else { return .proceed }
            state = .element
        }
        guard !batch.isFull else { return .stop(.paused) }
        return readRecord(bytes, &batch)
    }
}

// MARK: Opening brackets

extension RecordReader {
    /// Reads the bracket of a document that is an array.
    private mutating func beginArray(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch bracketOpens(.document, bytes) {
        case .some(true):
            unsettled = nil
            passBracket(into: .arrayStart)
            return .proceed
        case .some(false): return beginStray(bytes)
        case .none: return waitForMore(&batch)
        }
    }

    /// Reads an array that is an element, and thus a bad record, unless its bracket is stray.
    private mutating func beginInnerArray(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch bracketOpens(.array, bytes) {
        case .some(true): return beginRecord(bytes, &batch)
        case .some(false): return beginStray(bytes)
        case .none: return waitForMore(&batch)
        }
    }

    /// Whether the opening bracket at `index` opens a document or, in an array, an element; it is stray otherwise.
    func bracketOpens(_ level: RecordLevel, _ bytes: Span<UInt8>) -> Bool? {
        switch level {
        case .document: shapes.isInArrays ? true : opensArray(bytes)
        case .array: isElement(bytes)
        }
    }

    /// Whether the bracket opens an array although other documents are objects.
    ///
    /// It does not if a key follows, or records that are not separated by commas.
    private func opensArray(_ bytes: Span<UInt8>) -> Bool? {
        var scanner = scanner(from: index + 1, .array)
        switch scanner.next() {
        case .needsMore: return nil
        case .key: return false
        case .object(let shape):
            guard case .record = shapes.kind(of: shape) else { return true }
        default: return true
        }
        switch scanner.next() {
        case .needsMore: return nil
        case .object: return false
        default: return true
        }
    }

    /// Whether the bracket opens an element: it does not if records follow and nothing closes it.
    private func isElement(_ bytes: Span<UInt8>) -> Bool? {
        var scanner = scanner(from: index + 1, .array)
        for number in 0..<Self.maximumItems where scanner.index - index <= Self.lookahead {
            switch scanner.next() {
            case .needsMore: return nil
            case .object(let shape):
                guard case .record = shapes.kind(of: shape) else { return true }
            case .comma where number > 0: break
            case .closingBracket where number > 0:
                switch scanner.next() {
                case .needsMore: return nil
                case .comma, .closingBracket: return true
                case .end: return scanner.start - index > Self.lookahead
                default: return false
                }
            case .fault where number > 0: return false
            default: return true
            }
        }
        return false
    }

    /// At most this many items are examined.
    private static let maximumItems = 32
}

// MARK: Closing brackets

extension RecordReader {
    /// What a closing bracket is.
    enum ClosingBracket {
        /// It ends the array.
        case end
        /// It closes nothing, or the array continues after it.
        case stray
        /// It belongs to a record whose beginning is missing, as the key after it shows, or a colon or brace.
        case fragment(key: UInt64?)
        case unclear
    }

    /// Looks ahead from `index`, up to the horizon.
    func scanner(from index: Int, _ level: RecordLevel) -> RecordScanner {
        RecordScanner(
            view,
            from: index,
            level: level,
            isLast: isLastChunk,
            limits,
            horizon: index + Self.lookahead,
            region: region
        )
    }

    /// Reads a closing bracket, whose meaning depends on what follows it.
    private mutating func readBracket(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch closingBracket(bytes) {
        case .fragment(let key): return beginFragment(at: index, key: key, bytes, &batch)
        case .unclear: return waitForMore(&batch)
        case .stray: return beginStray(bytes)
        case .end:
            endArray(batch.rowCount)
            return .proceed
        }
    }

    /// Decides what the closing bracket at `index` is.
    func closingBracket(_ bytes: Span<UInt8>) -> ClosingBracket {
        let isOpen = state.level == .array
        if isOpen {
            guard let endsRecords = endsRecords(bytes) else { return .unclear }
            if endsRecords { return .end }
        }
        switch ahead(from: index + 1, bytes) {
        case .needsMore: return .unclear
        case .nothing: return isOpen ? .end : .stray
        case .place(let next):
            if let evidence = fragmentEvidence(at: next, bytes) { return evidence }
            switch bytes[next] {
            case UInt8(ascii: ","): return beforeComma(at: next, bytes)
            case UInt8(ascii: "{") where isOpen: return beforeObject(at: next)
            default: return isOpen ? .end : .stray
            }
        }
    }

    private enum Ahead {
        case place(Int)
        /// The input ends, or there is nothing before the horizon.
        case nothing
        case needsMore
    }

    /// Looks for the next byte that is not white space.
    private func ahead(from place: Int, _ bytes: Span<UInt8>) -> Ahead {
        let next = bytes.firstSignificant(from: place, .document)
        if next - index > Self.lookahead { return .nothing }
        if next < bytes.count { return .place(next) }
        return isLastChunk ? .nothing : .needsMore
    }

    /// Returns the meaning of the bracket if what follows it belongs to a record whose beginning is missing.
    private func fragmentEvidence(at next: Int, _ bytes: Span<UInt8>) -> ClosingBracket? {
        switch bytes[next] {
        case UInt8(ascii: ":"), UInt8(ascii: "}"): return .fragment(key: nil)
        case UInt8(ascii: "\""):
            var scanner = scanner(from: next, .document)
            return switch scanner.next() {
            case .needsMore: .unclear
            case .key(let key): .fragment(key: key)
            default: nil
            }
        default: return nil
        }
    }

    /// Decides whether the array continues after a comma; otherwise it has ended, and more arrays or text may follow.
    private func beforeComma(at comma: Int, _ bytes: Span<UInt8>) -> ClosingBracket {
        var next = comma
        for count in 0..<Self.maximumItems {
            switch ahead(from: next + 1, bytes) {
            case .needsMore: return .unclear
            case .nothing: return state.level == .array ? .end : .stray
            case .place(let place): next = place
            }
            if count == 0, let evidence = fragmentEvidence(at: next, bytes) { return evidence }
            guard state.level == .array else { return .stray }
            switch bytes[next] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), ..<0x20, 0x7F: break
            case UInt8(ascii: "{"): return .stray
            case let byte: return byte.mayBeginScalar ? .stray : .end
            }
        }
        return .end
    }

    /// Decides whether an object after the bracket is the next element, or a document.
    private func beforeObject(at brace: Int) -> ClosingBracket {
        var scanner = scanner(from: brace, .document)
        switch scanner.next() {
        case .needsMore: return .unclear
        case .object(let shape) where shapes.kind(of: shape) != .inner: break
        default: return .end
        }
        switch scanner.next() {
        case .needsMore: return .unclear
        case .comma: break
        default: return .end
        }
        switch scanner.next() {
        case .needsMore: return .unclear
        case .object: return .stray
        default: return .end
        }
    }

    /// Whether the bracket ends the array, whatever follows it.
    private func endsRecords(_ bytes: Span<UInt8>) -> Bool? {
        guard let region else { return endsLine(bytes) }
        return region.isClosed(before: index + 1, view, isLast: isLastChunk, limits)
    }

    /// Whether the bracket ends its line, a comma aside, where each record is a line: then it ends its array as well.
    private func endsLine(_ bytes: Span<UInt8>) -> Bool? {
        guard shapes.isLineDelimited else { return false }
        var next = bytes.firstNonBlank(from: index + 1)
        if next < bytes.count, bytes[next] == UInt8(ascii: ",") { next = bytes.firstNonBlank(from: next + 1) }
        guard next < bytes.count else { return isLastChunk ? true : nil }
        return bytes[next] == UInt8(ascii: "\n")
    }

    private mutating func endArray(_ rowCount: Int) {
        if case .element = state {
            noteMissing(.value, found: UInt8(ascii: "]"), rowCount)
            guard case .element = state else { return }
        }
        unsettled = nil
        passBracket(into: stateAfterRecords)
    }
}

// MARK: Scalars

extension RecordReader {
    /// Reads a string, a number or a word: a record that is not an object, a key, or text.
    private mutating func readScalar(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        if bytes[index] == UInt8(ascii: "\"") {
            var scanner = scanner(from: index, state.level)
            switch scanner.next() {
            case .needsMore: return waitForMore(&batch)
            case .key(let key): return beginFragment(at: index, key: key, bytes, &batch)
            default: break
            }
        }
        if case .afterElement = state { return beginStray(bytes) }
        if index >= scalarsUntil {
            switch scalars(at: index, state.level, bytes) {
            case .values(let end): scalarsUntil = end
            case .text: return beginStray(bytes)
            case .unclear: return waitForMore(&batch)
            }
        }
        unsettled = nil
        guard !batch.isFull else { return .stop(.paused) }
        return readRecord(bytes, &batch)
    }

    enum Scalars {
        /// They are values, up to this index.
        case values(until: Int)
        case text
        case unclear
    }

    /// Distinguishes scalars from the beginning of text.
    ///
    /// In an array any well-formed scalar is a value. Between documents the rest of its line must not be text either,
    /// but more scalars, or a document.
    func scalars(at first: Int, _ level: RecordLevel, _ bytes: Span<UInt8>) -> Scalars {
        var scanner = scanner(from: first, level)
        while scanner.index - first <= Self.lookahead {
            switch scanner.next() {
            case .value: break
            case .needsMore: return .unclear
            case .fault: return .text
            default: return .values(until: scanner.start)
            }
            let end = scanner.index
            let next = bytes.firstNonBlank(from: end)
            guard next < bytes.count || isLastChunk else { return .unclear }
            if level == .array || next == bytes.count || bytes[next] == UInt8(ascii: "\n") { break }
            // Values between documents are separated by white space, and not by commas.
            if bytes[next] == UInt8(ascii: ",") { return .text }
            if bytes[next].isStructural { break }
            guard next > end else { return .text }
        }
        return .values(until: scanner.index)
    }
}

extension Span<UInt8> {
    /// Returns the index of the first byte from `index` that is not white space within a line, or `count`.
    fileprivate func firstNonBlank(from index: Int) -> Int {
        var index = index
        while index < count {
            switch self[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x1E: index += 1
            default: return index
            }
        }
        return index
    }
}

extension UInt8 {
    /// Whether a string, a number or a word of JSON may begin with the byte.
    var mayBeginScalar: Bool {
        switch self {
        case UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"),
            UInt8(ascii: "f"), UInt8(ascii: "n"):
            true
        default: false
        }
    }

    /// Whether the byte is one of JSON's six structural characters (RFC 8259, section 2).
    var isStructural: Bool {
        switch self {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
