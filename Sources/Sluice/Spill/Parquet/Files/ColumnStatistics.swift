/// The statistics of a column chunk, gathered from its pages.
struct ColumnStatistics {
    private let type: ColumnType
    private var nullCount = 0
    private var hasValues = false
    /// Whether a page's bounds are unknown: then those of the whole are.
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
        if type.physicalType == .byteArray { addTexts(bounds, bytes) } else { addNumbers(bounds) }
        hasValues = true
    }

    private mutating func addNumbers(_ bounds: PageBounds) {
        if !hasValues || precedes(bounds.minimum, minimum) { minimum = bounds.minimum }
        if !hasValues || precedes(maximum, bounds.maximum) { maximum = bounds.maximum }
    }

    private func precedes(_ left: Int64, _ right: Int64) -> Bool {
        guard type == .double else { return left < right }
        return Double(bitPattern: UInt64(bitPattern: left)) < Double(bitPattern: UInt64(bitPattern: right))
    }

    private mutating func addTexts(_ bounds: PageBounds, _ bytes: Span<UInt8>) {
        let lower = Self.bound(bytes.extracting(bounds.minimumText.range), bounds.isMinimumExact)
        if let current = minimumText {
            if Self.isBetter(lower, current, than: { $0.span.precedes($1.span) }) { minimumText = lower }
        } else {
            minimumText = lower
        }
        guard !bounds.lacksMaximum else {
            lacksMaximum = true
            return
        }
        let upper = Self.bound(bytes.extracting(bounds.maximumText.range), bounds.isMaximumExact)
        if let current = maximumText {
            if Self.isBetter(upper, current, than: { $1.span.precedes($0.span) }) { maximumText = upper }
        } else {
            maximumText = upper
        }
    }

    private static func bound(_ bytes: Span<UInt8>, _ isExact: Bool) -> Statistics.Bound {
        Statistics.Bound(bytes: Array(copying: bytes), isExact: isExact)
    }

    /// Whether a bound is further out, or as far and exact.
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
