/// Reading the members of an object as records.
extension RecordReader {
    /// Reads what comes next in the object: a member, or something between two of them.
    mutating func readMember(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        index = bytes.firstNonSpace(from: index)
        guard index < bytes.count else {
            if isLastChunk { noteUnclosedArray(batch.rowCount) }
            return .stop(.chunkIsDone(seam))
        }
        switch (bytes[index], state) {
        case (UInt8(ascii: "}"), _):
            if case .element = state {
                noteMissing(.key, found: UInt8(ascii: "}"), batch.rowCount)
                guard case .element = state else { return .proceed }
            }
            index += 1
            state = stateAfterRecords
        case (UInt8(ascii: ","), .afterElement):
            index += 1
            state = .element
        case (UInt8(ascii: "\""), .afterElement):
            noteMissing(.commaOrEndOfObject, found: bytes[index], batch.rowCount)
            if case .afterElement = state { state = .element }
        case (UInt8(ascii: "\""), _): return readKeyAndRecord(bytes, &batch)
        default:
            let expectation: SyntaxError.Expectation =
                switch state {
                case .afterElement: .commaOrEndOfObject
                case .element: .key
                default: .keyOrEndOfObject
                }
            fail(expectation, at: index, bytes, batch.rowCount)
        }
        return .proceed
    }

    /// Reads a member whose key begins here; until it is whole, the reading stays at its key.
    private mutating func readKeyAndRecord(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        var end = index + 1
        var scanner = JSONStringScanner()
        let window = bytes.extracting(first: min(bytes.count, index + limits.recordSize))
        switch scanner.next(window, from: &end, base: view.base) {
        case .closed: break
        case .failed(let error):
            breakOff(.syntax(error), nil, bytes, batch.rowCount)
            return .proceed
        case .needsMore: return waitForMember(.endOfString, bytes, batch.rowCount)
        }
        // White space of any length would have to be held until the record is whole.
        let limit = min(bytes.count, index + limits.recordSize)
        let colon = bytes.firstNonSpace(from: end)
        guard colon < limit else { return waitForMember(.colon, bytes, batch.rowCount) }
        guard bytes[colon] == UInt8(ascii: ":") else {
            fail(.colon, at: colon, bytes, batch.rowCount)
            return .proceed
        }
        let start = bytes.firstNonSpace(from: colon + 1)
        guard start < limit else { return waitForMember(.value, bytes, batch.rowCount) }
        guard !batch.isFull else { return .stop(.paused) }
        batch.building.memberKey = (UInt32(index), UInt32(end - index), scanner.hasEscapes)
        switch readValue(at: start, bytes, &batch) {
        case .needsMore: return .stop(.chunkIsDone(seam))
        case .bad(let error):
            let key = Array(copying: bytes.extracting(index..<end))
            beginSkipping(start, error, key: key, bytes, batch.rowCount)
        case .whole(let record):
            batch.endRow(at: view.base + record.upperBound)
            index = record.upperBound
            state = .afterElement
        }
        return .proceed
    }

    /// Waits for the rest of a member, of which not even the beginning of the record is there.
    private mutating func waitForMember(
        _ expectation: SyntaxError.Expectation,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) -> Step {
        let offset = view.base + bytes.count
        if bytes.count - index > limits.recordSize {
            let error = SyntaxError(reason: .tooLarge(limit: limits.recordSize), offset: view.base + index)
            breakOff(.syntax(error), nil, bytes, rowCount)
            return .proceed
        }
        guard isLastChunk else { return .stop(.chunkIsDone(seam)) }
        breakOff(.syntax(SyntaxError(reason: .unexpectedEnd(expectation), offset: offset)), nil, bytes, rowCount)
        return .proceed
    }

    private mutating func fail(
        _ expectation: SyntaxError.Expectation,
        at place: Int,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) {
        let error = SyntaxError(reason: .unexpected(expectation), offset: view.base + place, found: bytes[place])
        breakOff(.syntax(error), nil, bytes, rowCount)
    }
}
