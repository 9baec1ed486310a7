/// A fault of a chunk with its places: what a diagnostic and a reject are made of.
struct LocatedFault {
    private let chunk: ChunkBytes
    /// As it was found in the text.
    private let found: RecordRejection
    /// As it is reported.
    let rejection: LocatedRejection
    /// Where the violations are in the text, or in the bytes that a stand-in is for.
    private let textPlaces: [RecordPosition]
    /// The record, if it is replayed, and where its violations were first.
    private let record: ReplayedRecord?
    private let originals: [OriginalPlace?]

    init(
        _ chunk: ChunkBytes,
        found: RecordRejection,
        rejection: LocatedRejection,
        textPlaces: [RecordPosition],
        record: ReplayedRecord? = nil,
        originals: [OriginalPlace?] = []
    ) {
        self.chunk = chunk
        self.found = found
        self.rejection = rejection
        self.textPlaces = textPlaces
        self.record = record
        self.originals = originals
    }

    /// Returns the diagnostic of the violation with this number.
    func diagnostic(ofViolation index: Int) -> Diagnostic {
        let (violation, place) = (rejection.rejection.violations[index], textPlaces[index])
        guard let record else {
            return Diagnostic(violation, of: found, at: place, in: chunk, input: rejection.input)
        }
        let diagnostic =
            switch record.content {
            case .whole: Diagnostic(violation, of: found, at: place, in: chunk, input: rejection.input)
            case .malformed(let raw), .truncated(let raw, _):
                Diagnostic(violation, in: raw.span, at: place, input: rejection.input)
            }
        return diagnostic.replayed(at: rejection.violationPositions[index], originals[index])
    }

    /// Calls `body` with the bytes that are set aside: those of the record as it was, or as many as a reject shows.
    func withRaw<Failure>(_ body: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
        switch record?.content {
        case .malformed(let raw), .truncated(let raw, _):
            try body(raw.span.extracting(first: min(raw.count, KeptHead.maximum)))
        case .whole(let keyLength, _) where keyLength > 0:
            try found.withBytes(in: chunk, upTo: found.range.upperBound) { bytes throws(Failure) in
                let raw =
                    Array(copying: bytes.extracting(first: 1)) + Array(copying: bytes.extracting((keyLength + 1)...))
                try body(raw.span)
            }
        case .whole, nil: try found.withBytes(in: chunk, upTo: found.range.upperBound, body)
        }
    }
}
