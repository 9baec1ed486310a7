import Testing

@testable import Sluice

@Suite("Column chunks")
struct ColumnChunkTests {
    private static func column(_ type: ColumnType, isInNullableGroup: Bool = false) -> ParquetColumn {
        ParquetColumn(
            path: ["v"],
            type: type,
            maximumDefinitionLevel: 0,
            maximumRepetitionLevel: 0,
            isInNullableGroup: isInNullableGroup,
            keyword: FailedKeyword(code: ErrorCode(rawValue: "type"), location: ""),
            expectation: ""
        )
    }

    /// Builds a column chunk with a page for each list of numbers; returns its metadata and its bytes.
    private func chunk(
        _ pages: [[Int64]],
        _ type: ColumnType = .int64,
        isInNullableGroup: Bool = false
    ) -> (metadata: ColumnChunkMetadata, dictionary: [UInt8], pages: [UInt8]) {
        let column = Self.column(type, isInNullableGroup: isInNullableGroup)
        let builder = ColumnChunkBuilder(column, codec: .uncompressed)
        let compressor = PageCompressor(.uncompressed)
        var encoder = PageEncoder(codec: .uncompressed)
        for numbers in pages {
            var encoded = EncodedPages()
            var values = ColumnValues(column)
            for number in numbers {
                values.numbers.append(number)
                values.endValue()
            }
            encoder.append(values, to: &encoded)
            builder.append(encoded.pages[0], rows: numbers.count, of: encoded, compressor)
        }
        let metadata = builder.finish(at: 4, compressor)
        return (metadata, Array(copying: builder.dictionaryPage.span), Array(copying: builder.pages.span))
    }

    /// A few recurring numbers, far apart.
    private func few(_ count: Int, from first: Int64 = 0) -> [Int64] {
        (0..<count).map { first + Int64($0 * 7 % 5) << 40 }
    }

    private func many(_ count: Int) -> [Int64] {
        var random = SplitMix64(seed: 3)
        return (0..<count).map { _ in Int64(bitPattern: random.next()) }
    }

    @Test("pages share one dictionary, which grows")
    func dictionary() {
        let (metadata, dictionary, pages) = chunk([few(16), few(16, from: 1)])
        #expect(metadata.dataPages == [.init(encoding: .rleDictionary, count: 2)])
        #expect(metadata.dictionaryPageOffset == 4)
        #expect(metadata.dataPageOffset == 4 + dictionary.count)
        #expect(metadata.compressedSize == dictionary.count + pages.count)
        #expect(metadata.uncompressedSize == metadata.compressedSize)
        #expect(metadata.valueCount == 32)
        // Ten numbers of eight bytes after the header.
        #expect(dictionary.suffix(80).prefix(8) == [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(dictionary.suffix(40).prefix(8) == [1, 0, 0, 0, 0, 0, 0, 0])
        // The second page's indices are over seven, so they have four bits: two groups of eight.
        #expect(pages.suffix(10).prefix(2) == [4, 5])
    }

    @Test("after a page without the dictionary no page has it: Spark would misread the pages before")
    func order() {
        let pages = [few(1_000), many(1_000), few(1_000), few(1_000)]
        #expect(
            chunk(pages, .double).metadata.dataPages == [
                .init(encoding: .rleDictionary, count: 1), .init(encoding: .plain, count: 3),
            ]
        )
        #expect(chunk([many(1_000), few(1_000)], .double).metadata.dataPages == [.init(encoding: .plain, count: 2)])
        #expect(chunk([many(1_000), few(1_000)], .double).metadata.dictionaryPageOffset == nil)
        #expect(chunk([[], few(1_000)], .double).metadata.dataPages.map(\.encoding) == [.plain, .rleDictionary])
    }

    @Test("beside the dictionary there is one encoding", arguments: [ColumnType.int64, .int32, .date])
    func oneEncoding(type: ColumnType) {
        let rows = Array(Int64(0)..<1_000)
        let short = many(1_000).map { Int64(Int32(truncatingIfNeeded: $0)) }
        for pages in [[rows, [], short], [[], rows], [short, rows], [[7], short, few(1_000).map { $0 >> 40 }]] {
            #expect(chunk(pages, type).metadata.dataPages.map(\.encoding) == [.deltaBinaryPacked])
            let plain = chunk(pages, type, isInNullableGroup: true).metadata
            #expect(Set(plain.dataPages.map(\.encoding)).subtracting([.rleDictionary]) == [.plain])
        }
        let mixed = chunk([[], few(1_000).map { $0 >> 38 }, short, [], rows], type).metadata
        #expect(Set(mixed.dataPages.map(\.encoding)) == [.deltaBinaryPacked, .rleDictionary])
    }

    @Test(
        "values meant as indices are written as their type is, in their order",
        arguments: [ColumnType.double, .int64]
    )
    func withoutDictionary(type: ColumnType) {
        let numbers = few(1_000, from: 9)
        let (_, _, pages) = chunk([many(1_000), numbers], type)
        var expected = GrowingBuffer<UInt8>(capacity: 8_000)
        if type == .double {
            PageEncoder.appendPlain(numbers.span, .double, to: &expected)
        } else {
            var encoder = DeltaBinaryPackedEncoder()
            encoder.append(numbers.span, as: .int64, to: &expected)
        }
        #expect(Array(pages.suffix(expected.count)) == Array(copying: expected.span))
    }

    @Test("statistics span all pages")
    func statistics() {
        let statistics = chunk([[5, -3], [], [7]]).metadata.statistics
        #expect(statistics.nullCount == 0)
        #expect(statistics.minimum?.bytes == [0xFD] + [UInt8](repeating: 0xFF, count: 7))
        #expect(statistics.maximum?.bytes == [7] + [UInt8](repeating: 0, count: 7))
    }

    @Test("a bound of zero has the sign that the format requires")
    func zeros() {
        let zeros = [0.0, -0.0].map { Int64(bitPattern: $0.bitPattern) }
        for numbers in [[zeros[0]], [zeros[1]], zeros] {
            let statistics = chunk([numbers], .double).metadata.statistics
            #expect(statistics.minimum?.integer == zeros[1])
            #expect(statistics.maximum?.integer == zeros[0])
        }
    }
}
