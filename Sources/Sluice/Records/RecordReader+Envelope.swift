/// Reading documents that hold their records somewhere inside.
extension RecordReader {
    /// The state after the array or object of records has ended.
    var stateAfterRecords: Seam.State { region.map { .enveloping($0.walk(limits)) } ?? .document }

    /// Reads what comes next between documents: a document, or stray bytes.
    mutating func readBetweenDocuments(_ bytes: Span<UInt8>, _ rowCount: Int) -> Step {
        index = bytes.firstSignificant(from: index, .document)
        guard index < bytes.count else { return .stop(.chunkIsDone(seam)) }
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): break
        case UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"),
            UInt8(ascii: "f"), UInt8(ascii: "n"):
            switch scalars(at: index, .document, bytes) {
            case .values: break
            case .text: return beginStray(bytes)
            case .unclear: return .stop(.chunkIsDone(seam))
            }
        default: return beginStray(bytes)
        }
        guard let location = region?.location else { return .stop(.chunkIsDone(seam)) }
        return continueWalk(EnvelopeWalk(location, limits, start: view.base + index), bytes, rowCount)
    }

    /// Reads on in the text around the records.
    mutating func continueWalk(_ walk: EnvelopeWalk, _ bytes: Span<UInt8>, _ rowCount: Int) -> Step {
        var walk = walk
        switch walk.next(bytes, from: index, base: view.base, isLast: isLastChunk) {
        case .records(let place):
            index = place
            enterRecords(walk, bytes)
        case .ended(let end):
            index = end
            state = .document
            if walk.wrongKind != nil || !walk.hasFoundRecords { noteDocument(walk, end: end, bytes, rowCount) }
        case .needsMore(let place):
            walk.keep(view, upTo: view.base + place)
            index = place
            state = .enveloping(walk)
            return .stop(.chunkIsDone(seam))
        case .failed(let fault): breakOff(fault, walk, bytes, rowCount)
        }
        return .proceed
    }

    /// Begins to read the value at `index`, which the location names.
    private mutating func enterRecords(_ walk: EnvelopeWalk, _ bytes: Span<UInt8>) {
        region?.arrays = walk.arrays
        prediction.lastEnd = nil
        switch (bytes[index], isKeyed) {
        case (UInt8(ascii: "["), false), (UInt8(ascii: "{"), true):
            hasFoundRecords = true
            index += 1
            state = .arrayStart
        case (UInt8(ascii: "{"), false):
            hasFoundRecords = true
            state = .loneRecord
        default:
            var walk = walk
            let isNull = bytes[index] == UInt8(ascii: "n")
            if isNull { hasFoundRecords = true }
            walk.passRecords(isNull ? nil : wrongKind(bytes))
            state = .enveloping(walk)
        }
    }

    private func wrongKind(_ bytes: Span<UInt8>) -> Violation? {
        guard let location = region?.location else { return nil }
        let expected = isKeyed ? "an object with the records as members" : "an array of records, or a record,"
        let found =
            switch bytes[index] {
            case UInt8(ascii: "["): "an array"
            case UInt8(ascii: "\""): "a string"
            case UInt8(ascii: "t"), UInt8(ascii: "f"): "a boolean"
            default: "a number"
            }
        return Violation(
            code: .noRecords,
            instanceLocation: location.pointer,
            message: "expected \(expected) at \(location.shown), found \(found)",
            offset: view.base + index
        )
    }

    /// Reads the one record of a document.
    mutating func readLoneRecord(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        guard !batch.isFull else { return .stop(.paused) }
        switch readValue(at: index, bytes, &batch) {
        case .needsMore: return .stop(.chunkIsDone(seam))
        case .bad(let error): beginSkipping(index, error, bytes, batch.rowCount)
        case .whole(let record):
            batch.endRow(at: view.base + record.upperBound)
            index = record.upperBound
            state = stateAfterRecords
        }
        return .proceed
    }

    /// Passes over the bytes after a break, which are not read.
    mutating func discard(_ bytes: Span<UInt8>) -> Step {
        index = bytes.count
        return .stop(.chunkIsDone(seam))
    }
}

// MARK: Faults

extension RecordReader {
    /// Notes a document without records.
    private mutating func noteDocument(_ walk: EnvelopeWalk, end: Int, _ bytes: Span<UInt8>, _ rowCount: Int) {
        var head = walk.head
        if walk.start < view.base { head.append(view, upTo: view.base + end) }
        let violation =
            walk.wrongKind
            ?? (walk.start < view.base
                ? missing(head.bytes.span, at: walk.start)
                : missing(bytes.extracting(walk.start - view.base..<end), at: walk.start))
        noteFault(
            RecordRejection(
                ordinal: 0,
                range: walk.start..<view.base + end,
                violations: [violation],
                isRecord: false,
                head: head.bytes.isEmpty ? nil : head
            ),
            rowCount
        )
        if limits.endsAtFirstFault { state = .stopped }
    }

    private func missing(_ document: Span<UInt8>, at offset: Int) -> Violation {
        let location = region?.location
        let nearby = location.map { NearbyPointers(in: document, toward: $0).clause } ?? ""
        return Violation(
            code: .noRecords,
            message: "expected records at \(location?.shown ?? ""), found nothing there\(nearby)",
            offset: offset
        )
    }

    /// Ends the reading at a fault in the text around the records, or, if each document is a line, that of the line.
    mutating func breakOff(
        _ fault: EnvelopeFault,
        _ walk: EnvelopeWalk?,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) {
        switch fault {
        case .duplicateKey(let key, let pointer):
            noteBreak(
                Violation(
                    code: .duplicateKey,
                    instanceLocation: pointer,
                    message: "a key on the path to the records occurs twice, so where they are is unclear",
                    offset: key.lowerBound,
                    length: key.count
                ),
                rowCount
            )
        case .syntax(let error):
            guard region?.documentsAreLines == true, error.code != .truncated else {
                noteBreak(Violation(code: error.code, message: error.message, offset: error.offset), rowCount)
                return
            }
            let missing = view.base + index - error.offset
            guard missing <= 0 else {
                // It begins in bytes that are gone.
                let start = walk?.tail.suffix(missing) ?? []
                state = .straying(StrayRun(continuing: Array(start), to: view.base + index, error), in: .document)
                return
            }
            index -= missing
            let beginsLine = walk?.isAtLineStart(index, bytes) ?? false
            if beginsLine, bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") {
                endLine(error, rowCount)
            } else {
                state = .straying(StrayRun(start: view.base + index, error), in: .document)
            }
        }
    }

    /// Notes that a document is not whole although its line has ended: the next one is what was found.
    private mutating func endLine(_ error: SyntaxError, _ rowCount: Int) {
        noteFault(
            RecordRejection(
                ordinal: 0,
                range: view.base + index..<view.base + index,
                violations: [Violation(code: .separator, message: error.message, offset: error.offset)],
                isRecord: false
            ),
            rowCount
        )
        state = limits.endsAtFirstFault ? .stopped : .document
    }

    /// Notes that the rest of the input cannot be read.
    private mutating func noteBreak(_ violation: Violation, _ rowCount: Int) {
        noteFault(
            RecordRejection(
                ordinal: 0,
                range: violation.offset..<violation.offset,
                violations: [violation],
                isRecord: false,
                isStructural: true
            ),
            rowCount
        )
        state = limits.endsAtFirstFault ? .stopped : .discarding
    }
}
