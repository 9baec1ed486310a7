/// Looks whether a value that is hardly a record belongs to a record whose beginning is missing.
///
/// It does if, before any record of a known shape, something follows that is impossible between records: a key, a
/// colon, a closing brace, or a bracket that closes nothing although the input goes on.
///
/// ```
/// {"lat":2},"z":9}{"id":3,…         the key shows that {"lat":2} is no record
/// {"id":7,"q":4},{"id":8,"q":8}],"z":9},{"id":3,…
/// ```
enum FragmentSearch {
    /// The search ends after this many bytes: a longer run of such objects is one of records.
    static let maximumBytes = 64 << 10

    enum Outcome {
        /// There is evidence, at this place in the view's bytes. `isAfterArray` if the array that the value was in has
        /// been closed before it.
        case fragment(evidence: Int, isAfterArray: Bool)
        /// There is none up to this place.
        case clear(until: Int)
        case tooLong
        case needsMore
    }

    /// Searches on from the end of the value.
    static func outcome(_ scanner: consuming RecordScanner, _ shapes: RecordShapes) -> Outcome {
        var scanner = scanner
        let (first, level) = (scanner.index, scanner.level)
        var lastBracket: Int?
        // After a fault the reader may see other values than the scanner: what is said of a value must hold for all those
        // that follow it, wherever a chunk begins.
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
            // After a bracket a comma shows nothing yet; anything else is a new document.
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
