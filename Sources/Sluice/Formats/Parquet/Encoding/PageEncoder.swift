/// Encodes and compresses the pages of a worker, or of the sink.
///
/// A page's content is its levels, then its values. The values are encoded with a dictionary, if few distinct ones
/// recur; otherwise as the column's pages are: integers mostly as differences, others plainly.
struct PageEncoder: ~Copyable {
    /// How many values, and how many bytes, a page's dictionary may have; its indices have 16 bits.
    private static let maximumValues = 4_096
    private static let maximumDictionarySize = 128 << 10
    /// The trial of a dictionary ends after `trialCount` values if more than `trialValues` of them are distinct.
    private static let trialCount = 256
    private static let trialValues = 224

    private let compressor: PageCompressor
    private var delta = DeltaBinaryPackedEncoder()
    private var numbers = NumberDictionary(capacity: maximumValues)
    private var byteArrays = ByteArrayDictionary(capacity: maximumValues, byteCapacity: maximumDictionarySize)
    /// The content of the current page, and its values as differences.
    private var content = GrowingBuffer<UInt8>(capacity: 64 << 10)
    private var differences = GrowingBuffer<UInt8>(capacity: 16 << 10)

    init(codec: CompressionCodec) {
        compressor = PageCompressor(codec)
    }

    /// Adds the page of `values`.
    mutating func append(_ values: borrowing ColumnValues, to pages: inout EncodedPages) {
        content.truncate(to: 0)
        Levels.append(values, to: &content)
        switch values.column.type.physicalType {
        case .boolean:
            BitPacking.append(values.bytes.span, width: 1, to: &content)
            appendPage(values, Self.boundsOfBooleans(values), to: &pages)
        case .byteArray: appendByteArrays(values, to: &pages)
        case .fixedLengthByteArray:
            let length = values.column.type.fixedLength ?? 16
            let bounds = PageBounds(integers: values.bytes.span, length: length, into: &pages.bytes)
            content.append(contentsOf: values.bytes)
            appendPage(values, bounds, to: &pages)
        case .int32, .int64, .double:
            if values.column.encoding == .plain {
                appendNumbers(values, to: &pages)
            } else {
                appendIntegers(values, to: &pages)
            }
        }
    }

    private static func boundsOfBooleans(_ values: borrowing ColumnValues) -> PageBounds {
        var bounds = PageBounds()
        guard values.valueCount > 0 else { return bounds }
        let trueCount = values.bytes.span.count(of: 1)
        bounds.minimum = trueCount == values.valueCount ? 1 : 0
        bounds.maximum = trueCount > 0 ? 1 : 0
        return bounds
    }

    /// Compresses `content` and adds it as a page without a dictionary.
    private mutating func appendPage(
        _ values: borrowing ColumnValues,
        _ bounds: PageBounds,
        to pages: inout EncodedPages
    ) {
        let encoding = values.column.encoding
        var page = EncodedPage(encoding: encoding, entryCount: values.entryCount, nullCount: values.nullCount)
        page.uncompressedSize = content.count
        page.bounds = bounds
        page.body.start = pages.bytes.count
        compressor.append(content.span, to: &pages.bytes)
        page.body.end = pages.bytes.count
        pages.pages.append(page)
    }
}

// MARK: Numbers

extension PageEncoder {
    /// Adds a page of integers in a column whose pages are differences.
    private mutating func appendIntegers(_ values: borrowing ColumnValues, to pages: inout EncodedPages) {
        let bounds = PageBounds(values.numbers.span, as: values.column.type)
        differences.truncate(to: 0)
        delta.append(values.numbers.span, as: values.column.type.physicalType, to: &differences)
        // Differences of two bits or less are hardly longer than indices of a dictionary.
        if differences.count * 4 > values.valueCount, appendDictionary(values, bounds, than: differences.count, &pages)
        {
            return
        }
        content.append(contentsOf: differences)
        appendPage(values, bounds, to: &pages)
    }

    private mutating func appendNumbers(_ values: borrowing ColumnValues, to pages: inout EncodedPages) {
        let type = values.column.type.physicalType
        let bounds = PageBounds(values.numbers.span, as: values.column.type)
        if appendDictionary(values, bounds, than: values.valueCount * (type == .int32 ? 4 : 8), &pages) { return }
        Self.appendPlain(values.numbers.span, type, to: &content)
        appendPage(values, bounds, to: &pages)
    }

    /// Appends the numbers in their plain encoding.
    static func appendPlain(_ numbers: Span<Int64>, _ type: PhysicalType, to output: inout GrowingBuffer<UInt8>) {
        output.reserve(numbers.count * 8)
        if type == .int32 {
            for index in numbers.indices { output.append(littleEndian: Int32(truncatingIfNeeded: numbers[index])) }
        } else {
            for index in numbers.indices { output.append(littleEndian: numbers[index]) }
        }
    }

    /// Adds an unfinished page with a dictionary if its indices take less than `size` bytes; returns whether it did.
    private mutating func appendDictionary(
        _ values: borrowing ColumnValues,
        _ bounds: PageBounds,
        than size: Int,
        _ pages: inout EncodedPages
    ) -> Bool {
        numbers.begin()
        let start = pages.indices.count
        let span = values.numbers.span
        pages.indices.reserve(span.count)
        for position in span.indices {
            guard let index = numbers.index(of: span[position]),
                position != Self.trialCount || numbers.count <= Self.trialValues
            else {
                pages.indices.truncate(to: start)
                return false
            }
            pages.indices.appendReserved(UInt16(truncatingIfNeeded: index))
        }
        let width = BitPacking.width(of: UInt64(max(numbers.count, 2) - 1))
        guard span.count > 0, numbers.count * 2 <= span.count, span.count * width / 8 < size else {
            pages.indices.truncate(to: start)
            return false
        }
        let firstByte = pages.bytes.count
        Self.appendPlain(numbers.numbers.span, values.column.type.physicalType, to: &pages.bytes)
        appendUnfinishedPage(values, bounds, firstByte, numbers.count, firstIndex: start, &pages)
        return true
    }

    /// Adds a page whose dictionary and indices are already in `pages`.
    private func appendUnfinishedPage(
        _ values: borrowing ColumnValues,
        _ bounds: PageBounds,
        _ firstByte: Int,
        _ count: Int,
        firstIndex: Int,
        _ pages: inout EncodedPages
    ) {
        var page = EncodedPage(encoding: .rleDictionary, entryCount: values.entryCount, nullCount: values.nullCount)
        page.bounds = bounds
        page.dictionary = EncodedPage.Extent(start: firstByte, end: pages.bytes.count)
        page.dictionaryCount = count
        page.indices = EncodedPage.Extent(start: firstIndex, end: pages.indices.count)
        page.body.start = pages.bytes.count
        pages.bytes.append(contentsOf: content)
        page.body.end = pages.bytes.count
        pages.pages.append(page)
    }
}

// MARK: Byte arrays

extension PageEncoder {
    private mutating func appendByteArrays(_ values: borrowing ColumnValues, to pages: inout EncodedPages) {
        if appendByteArrayDictionary(values, &pages) { return }
        let bounds = PageBounds(byteArrays: values.bytes.span, into: &pages.bytes)
        content.append(contentsOf: values.bytes)
        appendPage(values, bounds, to: &pages)
    }

    private mutating func appendByteArrayDictionary(
        _ values: borrowing ColumnValues,
        _ pages: inout EncodedPages
    ) -> Bool {
        byteArrays.begin()
        let isEnumeration = values.column.isEnumeration
        let start = pages.indices.count
        let plain = values.bytes.span
        pages.indices.reserve(values.valueCount)
        var offset = 0
        var position = 0
        while offset < plain.count {
            guard let index = byteArrays.index(of: ByteArrays.read(plain, at: &offset)),
                position != Self.trialCount || isEnumeration || byteArrays.count <= Self.trialValues
            else {
                pages.indices.truncate(to: start)
                return false
            }
            pages.indices.appendReserved(UInt16(truncatingIfNeeded: index))
            position += 1
        }
        guard position > 0, isEnumeration || byteArrays.count * 2 <= position else {
            pages.indices.truncate(to: start)
            return false
        }
        let bounds = PageBounds(byteArrays: byteArrays.plain.span, into: &pages.bytes)
        let firstByte = pages.bytes.count
        pages.bytes.append(contentsOf: byteArrays.plain)
        appendUnfinishedPage(values, bounds, firstByte, byteArrays.count, firstIndex: start, &pages)
        return true
    }
}
