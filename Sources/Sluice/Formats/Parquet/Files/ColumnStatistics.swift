/// The statistics of a column chunk, collected from its pages, or of a part, collected from its row groups.
struct ColumnStatistics {
    private let type: ColumnType
    private var nullCount = 0
    private var hasValues = false
    /// Whether the bounds of any page are unknown, and with them those of the whole.
    private var lacksBounds = false
    private var lacksMaximum = false
    private var minimum: Int64 = 0
    private var maximum: Int64 = 0
    private var minimumText: Statistics.Bound?
    private var maximumText: Statistics.Bound?

    init(_ type: ColumnType) {
        self.type = type
    }

    mutating func add(_ page: EncodedPage, _ bytes: Span<UInt8>) {
        nullCount += page.nullCount
        guard page.entryCount > page.nullCount else { return }
        let bounds = page.bounds
        guard bounds.isKnown else {
            lacksBounds = true
            return
        }
        if type.physicalType == .byteArray {
            addTexts(bounds, bytes)
        } else {
            addNumbers(bounds.minimum, bounds.maximum)
        }
        hasValues = true
    }

    /// Adds the statistics of the column in a row group.
    mutating func add(_ chunk: ColumnChunkMetadata) {
        let found = chunk.statistics
        nullCount += found.nullCount
        guard chunk.valueCount > found.nullCount else { return }
        guard let lower = found.minimum else {
            lacksBounds = true
            return
        }
        if type.physicalType == .byteArray {
            addLower(lower)
            addUpper(found.maximum)
        } else if let upper = found.maximum {
            addNumbers(lower.integer, upper.integer)
        }
        hasValues = true
    }

    private mutating func addNumbers(_ lower: Int64, _ upper: Int64) {
        if !hasValues || precedes(lower, minimum) { minimum = lower }
        if !hasValues || precedes(maximum, upper) { maximum = upper }
    }

    private func precedes(_ left: Int64, _ right: Int64) -> Bool {
        guard type == .double else { return left < right }
        return Double(bitPattern: UInt64(bitPattern: left)) < Double(bitPattern: UInt64(bitPattern: right))
    }

    private mutating func addTexts(_ bounds: PageBounds, _ bytes: Span<UInt8>) {
        addLower(Self.bound(bytes.extracting(bounds.minimumText.range), bounds.isMinimumExact))
        addUpper(
            bounds.lacksMaximum
                ? nil : Self.bound(bytes.extracting(bounds.maximumText.range), bounds.isMaximumExact)
        )
    }

    private mutating func addLower(_ bound: Statistics.Bound) {
        if let minimumText, !Self.isBetter(bound, minimumText, than: { $0.span.precedes($1.span) }) { return }
        minimumText = bound
    }

    /// Adds an upper bound; `nil` if none is short enough.
    private mutating func addUpper(_ bound: Statistics.Bound?) {
        guard let bound else {
            lacksMaximum = true
            return
        }
        if let maximumText, !Self.isBetter(bound, maximumText, than: { $1.span.precedes($0.span) }) { return }
        maximumText = bound
    }

    private static func bound(_ bytes: Span<UInt8>, _ isExact: Bool) -> Statistics.Bound {
        Statistics.Bound(bytes: Array(copying: bytes), isExact: isExact)
    }

    /// Whether a bound should replace the current one: it is further out, or equal and exact.
    private static func isBetter(
        _ bound: Statistics.Bound,
        _ current: Statistics.Bound,
        than isFurther: ([UInt8], [UInt8]) -> Bool
    ) -> Bool {
        isFurther(bound.bytes, current.bytes) || (bound.bytes == current.bytes && bound.isExact)
    }

    var result: Statistics {
        var result = Statistics(nullCount: nullCount)
        guard hasValues, !lacksBounds else { return result }
        if type.physicalType == .byteArray {
            result.minimum = minimumText
            result.maximum = lacksMaximum ? nil : maximumText
        } else {
            result.minimum = Statistics.Bound(bytes: plain(minimum))
            result.maximum = Statistics.Bound(bytes: plain(maximum))
        }
        return result
    }

    private func plain(_ number: Int64) -> [UInt8] {
        let size =
            switch type.physicalType {
            case .boolean: 1
            case .int32: 4
            default: 8
            }
        return (0..<size).map { UInt8(truncatingIfNeeded: number >> Int64(8 * $0)) }
    }
}
