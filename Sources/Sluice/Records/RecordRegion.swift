/// Where the records of an input are, if they are inside its documents: what tells the end of the records from a stray
/// bracket, and what the text after them continues.
struct RecordRegion: Sendable {
    let location: RecordLocation
    /// Whether each document is a line, so that a broken one ends with its line.
    var documentsAreLines = false
    /// What the records look like.
    var shapes = RecordShapes()
    /// A bit for each container around the records, from the outermost on: whether it is an array.
    var arrays: UInt64 = 0

    init(_ location: RecordLocation) {
        self.location = location
    }

    /// Whether the records are the members of an object.
    var isKeyed: Bool { location.keyField != nil }

    /// The byte that ends the records.
    var closing: UInt8 { isKeyed ? UInt8(ascii: "}") : UInt8(ascii: "]") }

    /// The walk over what comes after the records.
    func walk(_ limits: RecordReader.Limits) -> EnvelopeWalk {
        EnvelopeWalk(after: location, limits, arrays: arrays)
    }

    /// Whether the closing byte before `index` ends the records; `nil` if that cannot be seen yet.
    ///
    /// It does if the text after it continues the document, to its end or for as far as the reader looks ahead. With
    /// `isDoubtful`, inside a bad record, a document that is cut off is no evidence.
    func isClosed(
        before index: Int,
        _ view: ByteView,
        isLast: Bool,
        _ limits: RecordReader.Limits,
        isDoubtful: Bool = false
    ) -> Bool? {
        let bytes = view.span
        let horizon = min(bytes.count, index + RecordReader.lookahead)
        var walk = walk(limits)
        switch walk.next(bytes.extracting(first: horizon), from: index, base: view.base, isLast: false) {
        case .ended(let end): return endsDocument(at: end, view, isLast: isLast)
        case .records: return false
        case .failed(.duplicateKey): return true
        case .failed(.syntax):
            let closes = closesEverything(from: index, view, isLast: isLast)
            guard closes == false, !isDoubtful else { return closes }
            return isFollowedByNoRecord(index, view, isLast: isLast)
        case .needsMore:
            guard horizon - index < RecordReader.lookahead else { return true }
            return isLast ? !isDoubtful : nil
        }
    }

    /// Whether what follows the brackets of a document does not continue it, as after an object that is only part of a
    /// record.
    private func endsDocument(at end: Int, _ view: ByteView, isLast: Bool) -> Bool? {
        let bytes = view.span
        let next = bytes.firstSignificant(from: end, .document)
        guard next < bytes.count else { return isLast || next - end > RecordReader.lookahead ? true : nil }
        return ![UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[next])
    }

    /// Whether no record can be seen in the bytes from `index` on, or in the rest of its line, if each document is one:
    /// then the text after the records is damaged, and not a record.
    private func isFollowedByNoRecord(_ index: Int, _ view: ByteView, isLast: Bool) -> Bool? {
        let bytes = view.span.extracting(first: min(view.span.count, index + RecordReader.lookahead))
        let end = documentsAreLines ? bytes.first(UInt8(ascii: "\n"), from: index) : bytes.count
        guard isLast || end < bytes.count || bytes.count - index == RecordReader.lookahead else { return nil }
        // SAFETY: the bytes stay in place as long as `view` is used.
        let view = unsafe ByteView(bytes, base: 0)
        let limits = RecordReader.Limits(recordSize: RecordReader.lookahead, depth: .max)
        var brace = bytes.first(UInt8(ascii: "{"), from: index)
        while brace < end {
            var scanner = RecordScanner(view, from: brace, level: .array, isLast: true, limits)
            guard case .object(let shape) = scanner.next(), scanner.index <= end else { return false }
            if case .record = shapes.kind(of: shape) { return false }
            brace = bytes.first(UInt8(ascii: "{"), from: scanner.index)
        }
        return true
    }

    /// Whether only the document's own brackets follow, with commas where none may be.
    private func closesEverything(from index: Int, _ view: ByteView, isLast: Bool) -> Bool? {
        let bytes = view.span
        var (index, depth) = (index, location.path.count)
        while depth > 0 {
            let next = bytes.firstNonSpace(from: index)
            guard next < bytes.count else { return isLast ? false : nil }
            let isInArray = arrays >> UInt64(depth - 1) & 1 == 1
            switch bytes[next] {
            case UInt8(ascii: ","): break
            case UInt8(ascii: "]") where isInArray, UInt8(ascii: "}") where !isInArray: depth -= 1
            default: return false
            }
            index = next + 1
        }
        return endsDocument(at: index, view, isLast: isLast)
    }
}
