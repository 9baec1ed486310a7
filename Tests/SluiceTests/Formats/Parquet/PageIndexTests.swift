import Testing

@testable import Sluice

@Suite("The page index")
struct PageIndexTests {
    /// The index of pages of two rows with these bounds; `nil` is a page of nulls, and no maximum is none short enough.
    private func index(_ pages: [(minimum: Int64, maximum: Int64?)?], from offset: Int = 4) -> PageIndex {
        var builder = PageIndexBuilder(.int64)
        for page in pages {
            var statistics = Statistics(nullCount: page == nil ? 2 : 0)
            statistics.minimum = page.map { Statistics.Bound(bytes: Self.bytes($0.minimum)) }
            statistics.maximum = page?.maximum.map { Statistics.Bound(bytes: Self.bytes($0)) }
            builder.add(statistics, valueCount: 2, rowCount: 2, size: 50)
        }
        return builder.result(firstPageAt: offset)
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    @Test("byte by byte")
    func bytes() {
        let index = index([(1, 2), nil], from: 100)
        let nullPages: [UInt8] = [0x19, 0x21, 0x02, 0x01]
        let minima: [UInt8] = [0x19, 0x28, 0x08, 1, 0, 0, 0, 0, 0, 0, 0, 0x00]
        let maxima: [UInt8] = [0x19, 0x28, 0x08, 2, 0, 0, 0, 0, 0, 0, 0, 0x00]
        let orderAndCounts: [UInt8] = [0x15, 0x02, 0x19, 0x26, 0x00, 0x04, 0x00]
        #expect(index.columnIndex == [nullPages, minima, maxima, orderAndCounts].flatMap { $0 })
        let first: [UInt8] = [0x19, 0x2C, 0x16, 0xC8, 0x01, 0x15, 0x64, 0x16, 0x00, 0x00]
        let second: [UInt8] = [0x16, 0xAC, 0x02, 0x15, 0x64, 0x16, 0x04, 0x00, 0x00]
        #expect(index.offsetIndex == first + second)
    }

    private static let orders: [(pages: [ClosedRange<Int64>], order: UInt8)] = [
        ([1...2, 2...2, 3...9], 1), ([3...9, 2...2, 1...2], 2), ([1...2, 1...2], 1), ([], 0), ([1...5, 2...3], 0),
        ([1...2, 5...6, 3...4], 0), ([-5 ... -1, 0...3], 1),
    ]

    @Test("the order of the bounds", arguments: orders)
    func order(pages: [ClosedRange<Int64>], order: UInt8) {
        let index = index([nil] + pages.flatMap { [($0.lowerBound, $0.upperBound), nil] })
        // The number comes after the two lists of bounds, in a field of its own.
        let counts = ThriftCompactWriter.List.counts([2] + pages.flatMap { _ in [0, 2] })
        #expect(index.columnIndex.dropLast(counts.count).suffix(2) == [0x15, order * 2])
    }

    @Test("without a bound for each page there are only the places")
    func missingBound() {
        let index = index([(1, 2), (1, nil)])
        #expect(index.columnIndex == [])
        #expect(index.offsetIndex == self.index([(1, 2), (1, 3)]).offsetIndex)
    }

    /// What is left of the page index.
    enum Kept {
        case all
        case sortedColumns
        case nothing
    }

    @Test(
        "takes a small share of a row group, or is left out",
        arguments: [
            (8, 100, 9_999, Kept.all), (200, 2_000, 9_999, .all), (200, 1_900, 9_999, .sortedColumns),
            (200, 1_000, 9_999, .nothing), (200, 2_000, 7_999, .sortedColumns), (200, 2_000, 4_000, .nothing),
        ]
    )
    func share(columns: Int, size: Int, room: Int, kept: Kept) {
        let bytes = [UInt8](repeating: 0, count: 25)
        var chunk = ColumnChunkMetadata(
            type: .int64,
            path: ["v"],
            codec: .uncompressed,
            valueCount: 1,
            uncompressedSize: size,
            compressedSize: size,
            dataPageOffset: 4,
            dictionaryPageOffset: nil,
            dataPages: [],
            statistics: Statistics(),
            pageIndex: PageIndex(columnIndex: Array(bytes.prefix(15)), offsetIndex: bytes)
        )
        var chunks = Array(repeating: chunk, count: columns - 1)
        chunk.pageIndex?.isOrdered = true
        chunks.append(chunk)
        var rowGroup = RowGroupMetadata(columns: chunks, rowCount: 1)
        rowGroup.limitPageIndex(room: room)
        let found = rowGroup.columns.map(\.pageIndex)
        #expect(found.allSatisfy { ($0 == nil) == (kept == .nothing) })
        #expect(found.dropLast().allSatisfy { ($0?.columnIndex.isEmpty == false) == (kept == .all) })
        #expect(found.suffix(1).allSatisfy { ($0?.columnIndex.isEmpty == false) == (kept != .nothing) })
    }
}

extension ThriftCompactWriter.List {
    /// The end of a column index, with these counts of nulls.
    fileprivate static func counts(_ counts: [Int64]) -> [UInt8] {
        var list = ThriftCompactWriter.List.integers
        for count in counts { list.append(count) }
        var writer = ThriftCompactWriter()
        writer.structure { writer in
            writer.field(4, int32: 0)
            writer.field(5, list: list)
        }
        return Array(writer.bytes.dropFirst(2))
    }
}
