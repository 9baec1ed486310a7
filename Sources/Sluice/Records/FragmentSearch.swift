/// Decides whether a value that hardly looks like a record is part of a record whose beginning is missing.
///
/// It is if something follows, before any record of a known shape, that is impossible between records: a key, a colon,
/// a closing brace, or a bracket that closes nothing while the input continues.
///
/// ```
/// {"lat":2},"z":9}{"id":3,…         the key shows that {"lat":2} is not a record
/// {"id":7,"q":4},{"id":8,"q":8}],"z":9},{"id":3,…
/// ```
enum FragmentSearch {
    /// The search ends after this many bytes: objects in a longer run are records.
    static let maximumBytes = 64 << 10

    enum Outcome {
        /// There is evidence, at this index in the view's bytes; `isAfterArray` if the value's array was closed before
        /// it.
        case fragment(evidence: Int, isAfterArray: Bool)
        /// There is no evidence before this index.
        case clear(until: Int)
        case tooLong
        case needsMore
    }

    /// Searches from the end of the value.
    static func outcome(_ scanner: consuming RecordScanner, _ shapes: RecordShapes) -> Outcome {
        var scanner = scanner
        let (first, level) = (scanner.index, scanner.level)
        var lastBracket: Int?
        // After a fault the reader may see values that differ from the scanner's, so the search stops there: its answer
        // covers all the values up to its end, and must hold wherever a chunk begins.
        var isAfterValue = true
        while true {
            let item = scanner.next()
            guard scanner.start - first <= maximumBytes else { return .tooLong }
            let isAfterArray = level == .array && scanner.level == .document
            switch item {
            case .key, .colon, .closingBrace:
                return .fragment(evidence: lastBracket ?? scanner.start, isAfterArray: isAfterArray)
            case .closingBracket:
                if lastBracket == nil { lastBracket = scanner.start }
                continue
            // A comma after a bracket proves nothing yet; anything else there is a new document.
            case .comma:
                guard isAfterValue || lastBracket != nil || level == .document else {
                    return .clear(until: scanner.start)
                }
                isAfterValue = false
                continue
            case .object(let shape):
                let isRegular = level == .document || !isAfterValue
                guard isRegular, lastBracket == nil, shapes.kind(of: shape) == .inner else {
                    return .clear(until: scanner.start)
                }
                isAfterValue = true
            case .value:
                guard level == .array, !isAfterValue, lastBracket == nil else { return .clear(until: scanner.start) }
                isAfterValue = true
            case .openingBracket, .fault, .end: return .clear(until: scanner.start)
            case .needsMore: return .needsMore
            }
        }
    }
}
