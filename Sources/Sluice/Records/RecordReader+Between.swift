/// What stands between records.
extension RecordReader {
    /// Reads what comes next: a record, or something between two of them.
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
            return .goOn
        case (UInt8(ascii: "]"), _): return readBracket(bytes, &batch)
        case (UInt8(ascii: "}"), _), (UInt8(ascii: ":"), _): return beginFragment(at: index, key: nil, bytes, &batch)
        case (UInt8(ascii: "\""), _), (UInt8(ascii: "-"), _), (UInt8(ascii: "0")...UInt8(ascii: "9"), _),
            (UInt8(ascii: "t"), _), (UInt8(ascii: "f"), _), (UInt8(ascii: "n"), _):
            return readScalar(bytes, &batch)
        default: return beginStray(bytes)
        }
    }

    private mutating func enter(_ newState: Seam.State) {
        index += 1
        state = newState
        prediction.lastEnd = nil
    }

    /// Reads an object, or an array that is an element.
    private mutating func beginRecord(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        unsettled = nil
        if case .afterElement = state {
            noteSeparator(index..<index, .commaBetweenRecords, found: bytes[index], batch.rowCount)
            guard case .afterElement = state else { return .goOn }
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
        switch shapes.isInArrays ? true : opensArray(bytes) {
        case .some(true):
            unsettled = nil
            enter(.arrayStart)
            return .goOn
        case .some(false):
            noteSeparator(index..<index + 1, .document, found: bytes[index], batch.rowCount)
            return .goOn
        case .none: return waitForMore(&batch)
        }
    }

    /// Whether the bracket opens an array, where other documents are objects: not where records follow without commas,
    /// or the inside of one.
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

    /// Reads an array that is an element, and so no record, unless its bracket is a stray one.
    private mutating func beginInnerArray(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch isElement(bytes) {
        case .some(true): return beginRecord(bytes, &batch)
        case .some(false):
            noteSeparator(index..<index + 1, expectationBetween, found: bytes[index], batch.rowCount)
            if case .afterElement = state { state = .element }
            return .goOn
        case .none: return waitForMore(&batch)
        }
    }

    /// Whether the bracket opens an element: not where records follow, and the bracket that closes them is missing.
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

    /// No more items than this are looked at.
    private static let maximumItems = 32
}

// MARK: Closing brackets

extension RecordReader {
    private enum Bracket {
        /// It ends the array.
        case end
        /// It is out of place; or it stands where a comma should.
        case stray
        case comma
        /// It belongs to a record whose beginning is missing, as this key shows, or something else.
        case fragment(key: UInt64?)
        case unclear
    }

    /// Looks ahead from `index`, but no further than to the horizon.
    func scanner(from index: Int, _ level: RecordLevel) -> RecordScanner {
        RecordScanner(view, from: index, level: level, isLast: isLastChunk, limits, horizon: index + Self.lookahead)
    }

    /// Reads a closing bracket, by what follows it.
    private mutating func readBracket(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch bracket(bytes) {
        case .fragment(let key): return beginFragment(at: index, key: key, bytes, &batch)
        case .unclear: return waitForMore(&batch)
        case .end: endArray(batch.rowCount)
        case .stray: noteStrayBracket(batch.rowCount)
        case .comma:
            noteStrayBracket(batch.rowCount)
            if case .stopped = state {} else { state = .element }
        }
        return .goOn
    }

    private func bracket(_ bytes: Span<UInt8>) -> Bracket {
        let isOpen = state.level == .array
        var scanner = scanner(from: index + 1, .document)
        switch scanner.next() {
        case .needsMore: return .unclear
        case .key(let key): return .fragment(key: key)
        case .colon, .closingBrace: return .fragment(key: nil)
        case .comma: return afterComma(&scanner)
        case .object(let shape) where isOpen: return afterObject(shape, &scanner)
        case .object, .value, .openingBracket, .closingBracket, .fault, .end: return isOpen ? .end : .stray
        }
    }

    /// A comma comes after the bracket: the array goes on.
    private func afterComma(_ scanner: inout RecordScanner) -> Bracket {
        switch scanner.next() {
        case .needsMore: .unclear
        case .key(let key): .fragment(key: key)
        case .colon, .closingBrace: .fragment(key: nil)
        default: .stray
        }
    }

    /// Tells whether a whole object after the bracket is the next element, or a document.
    private func afterObject(_ shape: ObjectShape, _ scanner: inout RecordScanner) -> Bracket {
        if shapes.kind(of: shape) == .inner { return .end }
        switch scanner.next() {
        case .needsMore: return .unclear
        case .comma: break
        default: return .end
        }
        switch scanner.next() {
        case .needsMore: return .unclear
        case .object: return .comma
        default: return .end
        }
    }

    private mutating func endArray(_ rowCount: Int) {
        if case .element = state {
            noteSeparator(index..<index, .value, found: UInt8(ascii: "]"), rowCount)
            guard case .element = state else { return }
        }
        unsettled = nil
        enter(.document)
    }

    private mutating func noteStrayBracket(_ rowCount: Int) {
        let expectation: SyntaxError.Expectation = state.level == .array ? .commaBetweenRecords : .document
        noteSeparator(index..<index + 1, expectation, found: UInt8(ascii: "]"), rowCount)
    }
}

// MARK: Scalars

extension RecordReader {
    /// Reads a string, a number or a word: a record that is no object, a key, or text.
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
            case .stand(let end): scalarsUntil = end
            case .text: return beginStray(bytes)
            case .unclear: return waitForMore(&batch)
            }
        }
        unsettled = nil
        guard !batch.isFull else { return .stop(.paused) }
        return readRecord(bytes, &batch)
    }

    enum Scalars {
        /// They are scalars, up to this place.
        case stand(until: Int)
        case text
        case unclear
    }

    /// Tells scalars from the beginning of text.
    ///
    /// In an array a scalar is one if it is well formed. Between documents the rest of its line must be no text either,
    /// but more scalars, or a document.
    func scalars(at first: Int, _ level: RecordLevel, _ bytes: Span<UInt8>) -> Scalars {
        var scanner = scanner(from: first, level)
        while scanner.index - first <= Self.lookahead {
            switch scanner.next() {
            case .value: break
            case .needsMore: return .unclear
            case .fault: return .text
            default: return .stand(until: scanner.start)
            }
            let end = scanner.index
            let next = bytes.firstNonBlank(from: end)
            guard next < bytes.count || isLastChunk else { return .unclear }
            if level == .array || next == bytes.count || bytes[next] == UInt8(ascii: "\n") { break }
            // Words need something between them, and that is no comma.
            if bytes[next] == UInt8(ascii: ",") { return .text }
            if bytes[next].isStructural { break }
            guard next > end else { return .text }
        }
        return .stand(until: scanner.index)
    }
}

extension Span<UInt8> {
    /// Returns the index of the first byte from `index` on that is no white space within a line, or `count`.
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
    /// Whether it is one of the marks that JSON is made of.
    var isStructural: Bool {
        switch self {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
