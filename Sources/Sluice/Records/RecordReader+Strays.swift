/// Skipping stray bytes: bytes between records that belong to none.
extension RecordReader {
    /// Starts to skip stray bytes.
    mutating func beginStray(_ bytes: Span<UInt8>) -> Step {
        let byte = bytes[index]
        let isBracketInArray = byte == UInt8(ascii: "]") && state.level == .array
        let expectation = isBracketInArray ? .restOfArray : expectationBetween
        let run = StrayRun(start: view.base + index, found: byte, expectation: expectation)
        unsettled = nil
        prediction.lastEnd = nil
        state = .straying(run, in: state)
        return .proceed
    }

    var expectationBetween: SyntaxError.Expectation {
        switch state {
        case .afterElement: .commaOrEndOfRecords
        case .element: .value
        case .arrayStart: .valueOrEndOfArray
        default: .document
        }
    }

    /// Skips stray bytes, up to something readable.
    mutating func stray(
        _ run: StrayRun,
        in inside: Seam.State,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) -> Step {
        var run = run
        while index < bytes.count, !isEnough(run) {
            let byte = bytes[index]
            if byte.isSpace || byte == 0x1E && inside.level == .document {
                if byte == UInt8(ascii: "\n") || byte == 0x1E, inside.level == .document { run.endText() }
                index += 1
                continue
            }
            let isFirst = view.base + index == run.start
            switch isFirst ? .continues : end(of: &run, at: index, inside, bytes) {
            case .continues: break
            case .ends:
                endStray(run, in: inside, followedBy: byte, rowCount)
                return .proceed
            case .fragment:
                continueAsFragment(run, in: inside, bytes, rowCount)
                return .proceed
            case .unclear: return suspendStray(run, in: inside)
            }
            guard passStray(&run, bytes) else { return suspendStray(run, in: inside) }
        }
        guard isLastChunk || isEnough(run) else { return suspendStray(run, in: inside) }
        endStray(run, in: inside, followedBy: nil, rowCount)
        return .proceed
    }

    /// Whether the run need not be read to its end, as it ends the reading.
    ///
    /// A little text is read in any case: it may turn out to be an element, or a record whose beginning is missing.
    private func isEnough(_ run: StrayRun) -> Bool {
        guard limits.endsAtFirstFault, run.end > run.start else { return false }
        return !run.isText || view.base + index - run.start > RecordScanner.maximumKey
    }

    /// Skips the next byte, or a whole byte order mark; returns false if a mark may continue in the next chunk.
    private mutating func passStray(_ run: inout StrayRun, _ bytes: Span<UInt8>) -> Bool {
        let byte = bytes[index]
        if byte == 0xEF, !isLastChunk, bytes.count - index < 3 { return false }
        if bytes.extracting(index...).startsWithByteOrderMark {
            if view.base + index == run.start { run.isByteOrderMark = true }
            index += 3
        } else {
            run.note(byte)
            index += 1
            // A hole in a sparse file may be of any size.
            while byte == 0, !limits.endsAtFirstFault, index < bytes.count, bytes[index] == 0 { index += 1 }
        }
        run.end = view.base + index
        return true
    }

    /// Continues over text that has turned out to be part of a record whose beginning is missing.
    private mutating func continueAsFragment(
        _ run: StrayRun,
        in inside: Seam.State,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) {
        let error = SyntaxError(
            reason: .unexpected(.beginningOfRecord),
            offset: run.start,
            found: run.found
        )
        let resynchronizer = Resynchronizer(start: run.start, level: inside.level, isInObject: true)
        var record = SkippedRecord(start: run.start, error: error, pointer: "", resynchronizer: resynchronizer)
        if run.start < view.base {
            record.keep(run)
            record.keep(view, upTo: view.base + index)
        }
        setAside(record, rowCount)
    }

    private mutating func suspendStray(_ run: StrayRun, in inside: Seam.State) -> Step {
        var run = run
        run.head.append(view, upTo: view.base + index)
        state = .straying(run, in: inside)
        return .stop(.chunkIsDone(seam))
    }

    private mutating func endStray(
        _ run: StrayRun,
        in inside: Seam.State,
        followedBy byte: UInt8?,
        _ rowCount: Int
    ) {
        var run = run
        if run.start < view.base { run.head.append(view, upTo: run.end) }
        state = inside
        if isElement(run, in: inside, followedBy: byte) {
            append(rejection(of: run, .syntax), rowCount)
            state = .afterElement
        } else {
            noteFault(rejection(of: run, .separator), rowCount)
            if case .afterElement = inside, byte.map({ $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") }) ?? false {
                // It is in the place of the comma.
                state = .element
            }
        }
        if limits.endsAtFirstFault { state = .stopped }
    }

    /// Whether text is in the place of an element, between two commas: then it is a bad record.
    private func isElement(_ run: StrayRun, in inside: Seam.State, followedBy byte: UInt8?) -> Bool {
        guard run.isText, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else { return false }
        return switch inside {
        case .element, .arrayStart: true
        default: false
        }
    }

    private func rejection(of run: StrayRun, _ code: ErrorCode) -> RecordRejection {
        let error =
            run.error
            ?? SyntaxError(
                reason: .unexpected(run.expectation),
                offset: run.start,
                found: run.found,
                isByteOrderMark: run.isByteOrderMark
            )
        let violation = Violation(
            code: code,
            message: error.message,
            offset: run.start,
            length: max(run.end - run.start, 1)
        )
        return RecordRejection(
            ordinal: 0,
            range: run.start..<run.end,
            violations: [violation],
            isRecord: code != .separator,
            head: run.head.bytes.isEmpty ? nil : run.head
        )
    }

    /// Notes that something is missing between two records, before the byte `found` at `index`.
    mutating func noteMissing(_ expectation: SyntaxError.Expectation, found: UInt8, _ rowCount: Int) {
        let place = view.base + index
        let error = SyntaxError(reason: .unexpected(expectation), offset: place, found: found)
        let violation = Violation(code: .separator, message: error.message, offset: place)
        noteFault(
            RecordRejection(ordinal: 0, range: place..<place, violations: [violation], isRecord: false),
            rowCount
        )
        if limits.endsAtFirstFault { state = .stopped }
    }
}

// MARK: Where stray bytes end

extension RecordReader {
    private enum StrayEnd {
        case continues
        /// Something readable begins.
        case ends
        /// A key ends, so the bytes are not text.
        case fragment
        case unclear

        init(_ ends: Bool?) {
            self = ends.map { $0 ? .ends : .continues } ?? .unclear
        }

        init(_ bracket: ClosingBracket) {
            self =
                switch bracket {
                case .stray: .continues
                case .end, .fragment: .ends
                case .unclear: .unclear
                }
        }

        init(_ scalars: Scalars) {
            self =
                switch scalars {
                case .values: .ends
                case .text: .continues
                case .unclear: .unclear
                }
        }
    }

    /// Decides whether stray bytes end before `index`.
    private mutating func end(
        of run: inout StrayRun,
        at index: Int,
        _ inside: Seam.State,
        _ bytes: Span<UInt8>
    ) -> StrayEnd {
        if region != nil, inside.level == .document { return endBetweenDocuments(run, at: index, bytes) }
        switch bytes[index] {
        case UInt8(ascii: "{"): return StrayEnd(beginsRecord(&run, at: index, inside, bytes))
        case UInt8(ascii: "["):
            guard run.isText else { return StrayEnd(bracketOpens(inside.level, bytes)) }
            return StrayEnd(beginsRecord(&run, at: index, inside, bytes))
        case UInt8(ascii: ","):
            switch inside {
            case .afterElement: return .ends
            case .element, .arrayStart: return run.isText ? .ends : .continues
            default: return .continues
            }
        case UInt8(ascii: "]"):
            guard !run.isText || inside.level == .array else { return .continues }
            return isElement(run, in: inside, followedBy: bytes[index]) ? .ends : StrayEnd(closingBracket(bytes))
        case UInt8(ascii: "}"), UInt8(ascii: ":"): return run.isText ? .continues : .ends
        case UInt8(ascii: "\""):
            guard run.isText else { return stringEnds(at: index, inside, bytes) }
            return run.openBraces == 0 ? endOfKey(at: index, bytes) : .continues
        case let byte:
            guard byte.mayBeginScalar, !run.isText else { return .continues }
            return StrayEnd(scalars(at: index, inside.level, bytes))
        }
    }

    /// Decides whether stray bytes end before `index`, between documents around the records: text extends to the end of
    /// its line, and a bracket or brace after other bytes begins a document.
    private func endBetweenDocuments(_ run: StrayRun, at index: Int, _ bytes: Span<UInt8>) -> StrayEnd {
        guard !run.isText else { return .continues }
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .ends
        case UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"),
            UInt8(ascii: "f"), UInt8(ascii: "n"):
            return StrayEnd(scalars(at: index, .document, bytes))
        default: return .continues
        }
    }

    /// Whether the quote at `index`, in what seems to be text, ends a key.
    private func endOfKey(at index: Int, _ bytes: Span<UInt8>) -> StrayEnd {
        let colon = bytes.firstNonSpace(from: index + 1)
        guard colon - index <= Self.lookahead else { return .continues }
        guard colon < bytes.count else { return isLastChunk ? .continues : .unclear }
        return bytes[colon] == UInt8(ascii: ":") ? .fragment : .continues
    }

    private mutating func stringEnds(at index: Int, _ inside: Seam.State, _ bytes: Span<UInt8>) -> StrayEnd {
        var scanner = scanner(from: index, inside.level)
        switch scanner.next() {
        case .needsMore: return .unclear
        case .key: return .ends
        default: return StrayEnd(scalars(at: index, inside.level, bytes))
        }
    }

    /// Whether the bracket at `index` opens a record, or an array of records, and is not part of the text around it.
    private func beginsRecord(
        _ run: inout StrayRun,
        at index: Int,
        _ inside: Seam.State,
        _ bytes: Span<UInt8>
    ) -> Bool? {
        guard run.isText else { return true }
        guard run.allowsLookingAhead(from: view.base + index) else { return false }
        var scanner = scanner(from: index, .document)
        guard let answer = opensRecord(&scanner, inside) else { return nil }
        if !answer { run.didLookAhead(over: scanner.reach - index) }
        return answer
    }

    private func opensRecord(_ scanner: inout RecordScanner, _ inside: Seam.State) -> Bool? {
        var item = scanner.next()
        if case .openingBracket = item {
            guard inside.level == .document else { return false }
            item = scanner.next()
        }
        switch item {
        case .object(let shape):
            switch shapes.kind(of: shape) {
            case .record, .both: return true
            case .inner: return false
            case .unknown: return inside.level == .array
            }
        case .needsMore: return nil
        default: return false
        }
    }
}

extension UInt8 {
    /// Whether the byte is white space (RFC 8259).
    fileprivate var isSpace: Bool {
        switch self {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): true
        default: false
        }
    }
}
