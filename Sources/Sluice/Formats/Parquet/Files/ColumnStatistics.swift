/// The statistics of a column chunk, collected from its pages, or of a part, collected from its row groups.
struct ColumnStatistics {
    private let type: ColumnType
    private var nullCount = 0
    private var minimum: Statistics.Bound?
    private var maximum: Statistics.Bound?
    /// Whether the bounds of any page are unknown, and with them those of the whole.
    private var lacksMinimum = false
    private var lacksMaximum = false

    init(_ type: ColumnType) {
        self.type = type
    }

    /// Adds the statistics of a page or column chunk with `valueCount` values, nulls included.
    mutating func add(_ found: Statistics, valueCount: Int) {
        nullCount += found.nullCount
        guard valueCount > found.nullCount else { return }
        addLower(found.minimum)
        addUpper(found.maximum)
    }

    /// Adds a lower bound; `nil` if it is unknown.
    private mutating func addLower(_ bound: Statistics.Bound?) {
        guard let bound else { return lacksMinimum = true }
        if let minimum, !isBetter(bound, minimum, isFurther: type.precedes(bound.bytes.span, minimum.bytes.span)) {
            return
        }
        minimum = bound
    }

    /// Adds an upper bound; `nil` if none is short enough.
    private mutating func addUpper(_ bound: Statistics.Bound?) {
        guard let bound else { return lacksMaximum = true }
        if let maximum, !isBetter(bound, maximum, isFurther: type.precedes(maximum.bytes.span, bound.bytes.span)) {
            return
        }
        maximum = bound
    }

    /// Whether a bound should replace the current one: it is further out, or equal and exact.
    private func isBetter(_ bound: Statistics.Bound, _ current: Statistics.Bound, isFurther: Bool) -> Bool {
        isFurther || (bound.isExact && bound.bytes == current.bytes)
    }

    var result: Statistics {
        Statistics(
            nullCount: nullCount,
            minimum: lacksMinimum ? nil : minimum,
            maximum: lacksMaximum ? nil : maximum
        )
    }
}

extension EncodedPage {
    /// The statistics of the page, whose bounds are in `bytes` if they are not numbers.
    func statistics(_ type: ColumnType, _ bytes: Span<UInt8>) -> Statistics {
        var statistics = Statistics(nullCount: nullCount)
        guard entryCount > nullCount else { return statistics }
        switch type.physicalType {
        case .byteArray, .fixedLengthByteArray:
            let (lower, upper) = (bounds.minimumBytes.range, bounds.maximumBytes.range)
            statistics.minimum = Self.bound(bytes.extracting(lower), bounds.isMinimumExact)
            if !bounds.lacksMaximum { statistics.maximum = Self.bound(bytes.extracting(upper), bounds.isMaximumExact) }
        case .boolean: statistics.setBounds(bounds, size: 1)
        case .int32: statistics.setBounds(bounds, size: 4)
        case .int64, .double: statistics.setBounds(bounds, size: 8)
        }
        return statistics
    }

    private static func bound(_ bytes: Span<UInt8>, _ isExact: Bool) -> Statistics.Bound {
        Statistics.Bound(bytes: Array(copying: bytes), isExact: isExact)
    }
}

extension Statistics {
    /// Sets the bounds to numbers of `size` bytes.
    fileprivate mutating func setBounds(_ bounds: PageBounds, size: Int) {
        minimum = Bound(bytes: Self.plain(bounds.minimum, size))
        maximum = Bound(bytes: Self.plain(bounds.maximum, size))
    }

    private static func plain(_ number: Int64, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number >> Int64(8 * $0)) }
    }
}
