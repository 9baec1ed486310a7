/// The least and the greatest value of a page that has values.
struct PageBounds: BitwiseCopyable {
    /// For columns of numbers of up to 64 bits.
    var minimum: Int64 = 0
    var maximum: Int64 = 0
    /// For others: where the bounds are in the pages' bytes.
    var minimumBytes = EncodedPage.Extent()
    var maximumBytes = EncodedPage.Extent()
    /// Whether the bounds are whole values, and were not shortened.
    var isMinimumExact = true
    var isMaximumExact = true
    /// Whether no upper bound is short enough.
    var lacksMaximum = false
}

extension PageBounds {
    /// Finds the bounds of a column's numbers.
    init(_ numbers: Span<Int64>, as type: ColumnType) {
        guard !numbers.isEmpty else { return }
        if type == .double {
            findDoubles(numbers)
            return
        }
        var (least, greatest) = (numbers[0], numbers[0])
        for index in numbers.indices {
            // SAFETY: the indices are the span's own.
            let number = unsafe numbers[unchecked: index]
            least = min(least, number)
            greatest = max(greatest, number)
        }
        minimum = least
        maximum = greatest
    }

    /// A lower bound of zero is written with a minus sign, an upper one without, as the format requires: -0 and 0 are
    /// equal.
    private mutating func findDoubles(_ numbers: Span<Int64>) {
        var (least, greatest) = (Double.infinity, -Double.infinity)
        for index in numbers.indices {
            // SAFETY: the indices are the span's own.
            let number = Double(bitPattern: UInt64(bitPattern: unsafe numbers[unchecked: index]))
            least = number < least ? number : least
            greatest = number > greatest ? number : greatest
        }
        minimum = Int64(bitPattern: (least == 0 ? -0.0 : least).bitPattern)
        maximum = Int64(bitPattern: (greatest == 0 ? 0.0 : greatest).bitPattern)
    }

    /// Finds the bounds of byte arrays in their plain encoding, and adds them to `bytes`.
    init(byteArrays plain: Span<UInt8>, into bytes: inout GrowingBuffer<UInt8>) {
        guard !plain.isEmpty else { return }
        var index = 0
        let first = ByteArrays.read(plain, at: &index)
        var (least, greatest) = (first, first)
        while index < plain.count {
            let text = ByteArrays.read(plain, at: &index)
            if text.precedes(least) {
                least = text
            } else if greatest.precedes(text) {
                greatest = text
            }
        }
        let lower = Statistics.Bound.lower(least)
        minimumBytes = Self.append(lower.bytes.span, to: &bytes)
        isMinimumExact = lower.isExact
        guard let upper = Statistics.Bound.upper(greatest) else {
            lacksMaximum = true
            return
        }
        maximumBytes = Self.append(upper.bytes.span, to: &bytes)
        isMaximumExact = upper.isExact
    }

    /// Finds the bounds of integers of `length` bytes each, the highest first, and adds them to `bytes`.
    init(integers plain: Span<UInt8>, length: Int, into bytes: inout GrowingBuffer<UInt8>) {
        guard !plain.isEmpty else { return }
        let first = plain.extracting(0..<length)
        var (least, greatest) = (first, first)
        for start in stride(from: length, to: plain.count, by: length) {
            let number = plain.extracting(start..<start + length)
            if number.precedes(asInteger: least) {
                least = number
            } else if greatest.precedes(asInteger: number) {
                greatest = number
            }
        }
        minimumBytes = Self.append(least, to: &bytes)
        maximumBytes = Self.append(greatest, to: &bytes)
    }

    private static func append(_ bound: Span<UInt8>, to bytes: inout GrowingBuffer<UInt8>) -> EncodedPage.Extent {
        let start = bytes.count
        bytes.append(contentsOf: bound)
        return EncodedPage.Extent(start: start, end: bytes.count)
    }
}
