/// The dictionary of a column chunk, merged from the dictionaries of its pages.
///
/// A column chunk has one dictionary for all of its pages, but workers encode pages independently and in any order. So
/// each page comes with a dictionary of its own, and the sink, which has the pages in order, looks up each distinct
/// value once and translates the page's indices. A page has far fewer distinct values than values, so that is cheap.
struct ColumnDictionary: ~Copyable {
    /// When it would have more values or bytes than this, the current page and all later ones are written without it.
    private static let maximumValues = 1 << 16
    private static let maximumSize = 1 << 20
    /// The bytes in memory for each value, beside its own.
    private static let tableShare = 64

    private var numbers = NumberDictionary(capacity: maximumValues)
    private var byteArrays = ByteArrayDictionary(capacity: maximumValues, byteCapacity: maximumSize)
    /// For each value of a page's dictionary its index in this one.
    private var translation = GrowingBuffer<UInt32>(capacity: 16)
    private var translated = GrowingBuffer<UInt32>(capacity: 16)
    private var isClosed = false
    private var delta = DeltaBinaryPackedEncoder()

    var count: Int { numbers.count + byteArrays.count }
    var isUsed: Bool { count > 0 }

    /// Its approximate size in memory: that of the values, and of the tables that find them.
    var byteCount: Int { count * Self.tableShare + byteArrays.plain.count }

    /// Appends the values of an unfinished page as indices of the dictionary, or as the column's other pages are encoded
    /// if it is full or closed; returns how they are.
    mutating func append(
        _ page: EncodedPage,
        of encoded: borrowing EncodedPages,
        in column: ParquetColumn,
        to content: inout GrowingBuffer<UInt8>
    ) -> PageEncoding {
        let type = column.type.physicalType
        let plain = encoded.bytes.span.extracting(page.dictionary.range)
        let indices = encoded.indices.span.extracting(page.indices.range)
        if !isClosed { isClosed = !translate(plain, page.dictionaryCount, type) }
        guard !isClosed else {
            if column.encoding == .deltaBinaryPacked {
                appendDifferences(plain, indices, type, to: &content)
            } else {
                Self.appendPlain(plain, page.dictionaryCount, indices, type, to: &content)
            }
            return column.encoding
        }
        Self.translate(indices, translation, into: &translated)
        let width = BitPacking.width(of: UInt64(max(count, 2) - 1))
        content.append(UInt8(width))
        RunLengthEncoder.append(translated.span, width: width, to: &content)
        return .rleDictionary
    }

    /// Closes the dictionary to all later pages, as a page has been written without it.
    ///
    /// Spark's vectorised reader mistakes plain values for indices if a page of indices follows in the same batch. So
    /// all pages of indices must come before the first page of plain values.
    mutating func close() { isClosed = true }

    /// Finds the page's values in the dictionary, or adds them; returns false if there is no room for one of them.
    ///
    /// Values added before that stay in the dictionary, unused, which does no harm.
    private mutating func translate(_ plain: Span<UInt8>, _ count: Int, _ type: PhysicalType) -> Bool {
        translation.truncate(to: 0)
        if type == .byteArray {
            if byteArrays.count == 0 { byteArrays.begin() }
            var offset = 0
            while offset < plain.count {
                guard let index = byteArrays.index(of: ByteArrays.read(plain, at: &offset)) else { return false }
                translation.append(index)
            }
            return true
        }
        if numbers.count == 0 { numbers.begin() }
        for position in 0..<count {
            guard let index = numbers.index(of: Self.number(plain, position, type)) else { return false }
            translation.append(index)
        }
        return true
    }

    private static func translate(
        _ indices: Span<UInt16>,
        _ translation: borrowing GrowingBuffer<UInt32>,
        into translated: inout GrowingBuffer<UInt32>
    ) {
        translated.truncate(to: 0)
        translated.reserve(indices.count)
        for position in indices.indices { translated.appendReserved(translation[Int(indices[position])]) }
    }

    private static func number(_ plain: Span<UInt8>, _ position: Int, _ type: PhysicalType) -> Int64 {
        type == .int32
            ? Int64(Int32(bitPattern: plain.littleEndianHalfWord(at: position * 4)))
            : Int64(bitPattern: plain.littleEndianWord(at: position * 8))
    }

    /// Appends as differences the integers that are given as indices of a page's dictionary.
    private mutating func appendDifferences(
        _ plain: Span<UInt8>,
        _ indices: Span<UInt16>,
        _ type: PhysicalType,
        to content: inout GrowingBuffer<UInt8>
    ) {
        var integers = GrowingBuffer<Int64>(capacity: indices.count)
        for position in indices.indices { integers.append(Self.number(plain, Int(indices[position]), type)) }
        delta.append(integers.span, as: type, to: &content)
    }

    /// Appends in plain encoding the values that are given as indices of a page's dictionary.
    private static func appendPlain(
        _ plain: Span<UInt8>,
        _ count: Int,
        _ indices: Span<UInt16>,
        _ type: PhysicalType,
        to content: inout GrowingBuffer<UInt8>
    ) {
        var starts: [Int] = []
        var offset = 0
        for _ in 0..<count {
            starts.append(offset)
            switch type {
            case .byteArray: _ = ByteArrays.read(plain, at: &offset)
            case .int32: offset += 4
            default: offset += 8
            }
        }
        starts.append(offset)
        for position in indices.indices {
            let index = Int(indices[position])
            content.append(text: plain.extracting(starts[index]..<starts[index + 1]))
        }
    }

    /// Appends the dictionary's own values in their plain encoding.
    func appendPlain(as type: PhysicalType, to content: inout GrowingBuffer<UInt8>) {
        PageEncoder.appendPlain(numbers.numbers.span, type, to: &content)
        content.append(contentsOf: byteArrays.plain)
    }

    mutating func removeAll() {
        if numbers.count > 0 { numbers.begin() }
        if byteArrays.count > 0 { byteArrays.begin() }
        isClosed = false
    }
}
