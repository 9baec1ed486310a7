/// Columns of byte arrays.
extension PageEncoder {
    mutating func appendByteArrays(_ values: borrowing ColumnValues, to pages: inout EncodedPages) {
        if appendByteArrayDictionary(values, &pages) { return }
        let bounds = PageBounds(byteArrays: values.bytes.span, into: &pages.bytes)
        content.append(contentsOf: values.bytes)
        appendPage(.plain, values, bounds, to: &pages)
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
