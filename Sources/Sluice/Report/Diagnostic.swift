/// One error in the input, with everything that is needed to find it.
public struct Diagnostic: Sendable {
    /// The part of the input's line around the error, safe to print on a terminal.
    public struct Excerpt: Sendable {
        /// The bytes shown.
        ///
        /// They become text only on demand: there may be millions of errors.
        let bytes: [UInt8]
        /// Where in `bytes` the error is.
        let place: Range<Int>
        let isHeadCut: Bool
        let isTailCut: Bool
    }

    /// The input's name as it was given.
    let exactName: InputName
    /// Where the error is.
    public private(set) var position: RecordPosition
    /// The error's stable code.
    public let code: ErrorCode
    /// The offending value as a JSON Pointer (RFC 6901) inside the record; empty for the record itself.
    public let pointer: String
    /// What was expected and what was found.
    public let message: String
    /// The line with the error; `nil` if its bytes are no longer held.
    public let excerpt: Excerpt?

    /// Where a replayed record was wrong in the input that it was rejected from, if its reject says so.
    public private(set) var original: OriginalPlace?

    /// The input's name, with control characters escaped.
    public var input: String { exactName.shown }

    /// The first line of the message as compilers write it: `items.json:23:17: record 3, /quantity: expected …`.
    public var headline: String {
        // The message has the input's name and both offsets.
        guard code != .stream else { return message }
        let place = "\(input):\(position.line):\(position.column)"
        guard let record = position.record else {
            return code == .syntax ? "\(place): \(message)" : "\(place): between records: \(message)"
        }
        let subject = pointer.isEmpty ? "record \(record)" : "record \(record), \(pointer)"
        return "\(place): \(subject): \(message)"
    }
}

extension Diagnostic {
    /// The diagnostic of one violation of a rejection found in `chunk`.
    init(
        _ violation: Violation,
        of rejection: RecordRejection,
        at place: RecordPosition,
        in chunk: ChunkBytes,
        input: InputName
    ) {
        exactName = input
        position = place
        code = violation.code
        pointer = TerminalText.escaped(violation.pointer)
        message = violation.message
        excerpt = Excerpt(of: chunk, rejection, at: place, length: violation.length)
    }

    /// The diagnostic of the violation of a record that is not in the text of its chunk, but in `raw`.
    init(_ violation: Violation, in raw: Span<UInt8>, at place: RecordPosition, input: InputName) {
        exactName = input
        position = place
        code = violation.code
        pointer = TerminalText.escaped(violation.pointer)
        message = violation.message
        excerpt = Excerpt(of: raw, offset: 0, at: place, length: violation.length)
    }

    /// The same for a replayed record, whose reject is at `place`.
    func replayed(at place: RecordPosition, _ original: OriginalPlace?) -> Diagnostic {
        var diagnostic = self
        diagnostic.position = place
        diagnostic.original = original
        return diagnostic
    }

    /// The diagnostic of an input that is not JSON.
    init(_ fault: InputFault) {
        exactName = fault.input
        let (line, column) = (fault.extent.line, fault.extent.column)
        position = RecordPosition(record: nil, line: line, column: column, offset: fault.offset)
        code = .syntax
        pointer = ""
        message = fault.message
        let bytes = fault.surroundings
        excerpt = Excerpt(of: bytes.span, offset: bytes.offset, at: position, length: fault.length)
    }
}

extension Diagnostic {
    /// The diagnostic of a compressed stream that breaks off, after text of this extent.
    init(_ streamBreak: StreamBreak, in input: InputName, at extent: TextExtent) {
        exactName = input
        position = RecordPosition(
            record: nil,
            line: extent.line,
            column: extent.column,
            offset: streamBreak.textOffset
        )
        code = .stream
        pointer = ""
        message = streamBreak.message
        excerpt = nil
    }
}

extension Diagnostic.Excerpt {
    /// How many scalars of a line are shown before and after an error.
    private static let before = SkippedRecord.reach / 4
    private static let after = 40
    /// At most this many columns are underlined.
    private static let maximumCaret = 40

    /// The line around a place in a chunk, or in what was kept of earlier chunks; `nil` if neither holds it.
    init?(of chunk: ChunkBytes, _ rejection: RecordRejection, at position: RecordPosition, length: Int) {
        if let kept = rejection.context ?? rejection.head, position.offset < chunk.offset {
            self.init(of: kept.bytes.span, offset: kept.start, at: position, length: length)
        } else {
            self.init(of: chunk.span, offset: chunk.offset, at: position, length: length)
        }
    }

    /// The line around a place in `bytes`, which begin at `offset` in the input; `nil` if they do not hold it.
    fileprivate init?(of bytes: Span<UInt8>, offset: Int, at position: RecordPosition, length: Int) {
        let place = position.offset - offset
        guard place >= 0, place <= bytes.count else { return nil }
        let start = Self.start(before: place, in: bytes)
        // The line may have begun in an earlier chunk.
        isHeadCut = bytes.extracting(start..<place).scalarCount() < position.column - 1
        let end = Self.end(after: place, in: bytes)
        isTailCut = end.isCut
        self.bytes = Array(copying: bytes.extracting(start..<end.index))
        self.place = place - start..<min(place + max(length, 1), end.index) - start
    }

    /// The text, with control characters escaped and `…` where it was cut.
    public var text: String {
        (isHeadCut ? "…" : "") + Self.text(bytes[..<place.lowerBound]) + Self.text(bytes[place.lowerBound...])
            + (isTailCut ? "…" : "")
    }

    /// How many columns precede the caret.
    public var caretColumn: Int {
        Self.text(bytes[..<place.lowerBound]).unicodeScalars.count + (isHeadCut ? 1 : 0)
    }

    /// How many columns are underlined: 1 to 40.
    public var caretLength: Int {
        min(max(Self.text(bytes[place]).unicodeScalars.count, 1), Self.maximumCaret)
    }

    private static func start(before place: Int, in bytes: Span<UInt8>) -> Int {
        var index = place
        var scalars = 0
        while index > 0, bytes[index - 1] != UInt8(ascii: "\n") {
            guard scalars < before else { return index }
            index -= 1
            // Never stop inside a scalar.
            if bytes[index] & 0xC0 != 0x80 || place - index > 4 * before { scalars += 1 }
        }
        return index
    }

    private static func end(after place: Int, in bytes: Span<UInt8>) -> (index: Int, isCut: Bool) {
        var index = place
        var scalars = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
            if bytes[index] & 0xC0 != 0x80 {
                guard scalars < after else { return (index, true) }
                scalars += 1
            }
            index += 1
        }
        return (index, false)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.map(Excerpt.escaped).joined()
    }
}
