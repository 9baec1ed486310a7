@testable import Sluice

/// Reads the pages of one column chunk, the slow and obvious way: levels and values.
struct PageReader {
    /// A value as the column has it, or its absence.
    struct Entry: Equatable {
        var repetition = 0
        var definition = 0
        /// The bytes of a text; eight bytes of a number, the lowest first; a byte of a truth.
        var value: [UInt8]?
    }

    private let column: ParquetColumn
    private var dictionary: [[UInt8]] = []
    private(set) var entries: [Entry] = []

    init(_ column: ParquetColumn) {
        self.column = column
    }

    /// Reads pages that stand one behind the other, without compression.
    mutating func read(_ pages: [UInt8]) {
        var index = 0
        while index < pages.count {
            let header = ThriftReader.structure(in: pages, at: &index)
            let size = Int(header[2]?.integer ?? -1)
            expect(header[3]?.integer == Int64(size), "a page without compression has two sizes")
            var reader = PlainReader(pages, from: index)
            let content = reader.take(size)
            index = reader.index
            if header[1]?.integer == 2 {
                readDictionary(content, Int(header[7]?[1]?.integer ?? -1))
            } else {
                readData(content, header[5]?[1]?.integer ?? -1, encoding: header[5]?[2]?.integer ?? -1)
            }
        }
    }

    private mutating func readDictionary(_ content: [UInt8], _ count: Int) {
        var reader = PlainReader(content)
        dictionary = (0..<count).map { _ in plainValue(&reader) }
        expect(reader.isAtEnd, "a dictionary goes on behind its values")
    }

    private mutating func readData(_ content: [UInt8], _ entryCount: Int64, encoding: Int64) {
        var reader = PlainReader(content)
        let count = Int(entryCount)
        let repetitions = levels(column.maximumRepetitionLevel, count, &reader)
        let definitions = levels(column.maximumDefinitionLevel, count, &reader)
        let present = definitions.filter { $0 == Int(column.maximumDefinitionLevel) }.count
        var values = values(present, encoding, &reader)[...]
        expect(values.count == present, "there are \(values.count) values instead of \(present)")
        for (repetition, definition) in zip(repetitions, definitions) {
            let isThere = definition == Int(column.maximumDefinitionLevel)
            entries.append(
                Entry(repetition: repetition, definition: definition, value: isThere ? values.popFirst() : nil)
            )
        }
    }

    private func levels(_ maximum: UInt8, _ count: Int, _ reader: inout PlainReader) -> [Int] {
        guard maximum > 0 else { return Array(repeating: 0, count: count) }
        let runs = reader.take(Int(reader.number(4)))
        let levels = Self.runs(runs, width: Self.width(UInt64(maximum)), count)
        expect(levels.allSatisfy { $0 <= Int(maximum) }, "a level is over \(maximum)")
        return levels
    }

    private func values(_ count: Int, _ encoding: Int64, _ reader: inout PlainReader) -> [[UInt8]] {
        switch encoding {
        case 0 where column.type == .boolean:
            let bytes = reader.take((count + 7) / 8)
            return (0..<count).map { [bytes[$0 / 8] >> UInt8($0 % 8) & 1] }
        case 0: return (0..<count).map { _ in plainValue(&reader) }
        case 5: return Self.differences(&reader, is32: column.type.physicalType == .int32)
        case 8:
            let width = Int(reader.byte())
            let indices = Self.runs(reader.take(reader.bytes.count - reader.index), width: width, count)
            expect(indices.allSatisfy { $0 < dictionary.count }, "an index is beyond the dictionary")
            return indices.map { dictionary[$0] }
        default: fatalError("an encoding of the number \(encoding)")
        }
    }

    private func plainValue(_ reader: inout PlainReader) -> [UInt8] {
        switch column.type.physicalType {
        case .byteArray: reader.take(Int(reader.number(4)))
        case .int32: Self.bytes(of: Int64(Int32(truncatingIfNeeded: reader.number(4))))
        default: reader.take(8)
        }
    }

    static func bytes(of number: Int64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

    /// The bits that the numbers up to `maximum` take.
    private static func width(_ maximum: UInt64) -> Int { 64 - maximum.leadingZeroBitCount }
}

// MARK: Encodings

extension PageReader {
    /// Runs of one number over and over, and packed ones.
    private static func runs(_ bytes: [UInt8], width: Int, _ count: Int) -> [Int] {
        var reader = PlainReader(bytes)
        var numbers: [Int] = []
        while numbers.count < count {
            let header = reader.varint()
            guard header & 1 == 1 else {
                let number = Int(reader.number((width + 7) / 8))
                numbers += Array(repeating: number, count: Int(header >> 1))
                continue
            }
            let groups = reader.take(Int(header >> 1) * width)
            numbers += unpacked(groups, width: width, Int(header >> 1) * 8).map { Int($0) }
        }
        expect(reader.isAtEnd, "the runs go on behind their numbers")
        // A packed run is filled up to eight numbers.
        expect(numbers.count < count + 8, "a run is longer than there are numbers")
        return Array(numbers[..<count])
    }

    private static func unpacked(_ bytes: [UInt8], width: Int, _ count: Int) -> [UInt64] {
        (0..<count).map { place in
            (0..<width).reduce(UInt64(0)) { number, bit in
                let position = place * width + bit
                return number | UInt64(bytes[position / 8] >> UInt8(position % 8) & 1) << UInt64(bit)
            }
        }
    }

    private static func differences(_ reader: inout PlainReader, is32: Bool) -> [[UInt8]] {
        let blockSize = Int(reader.varint())
        let miniblocks = Int(reader.varint())
        let count = Int(reader.varint())
        var value = reader.zigzag()
        var values = count > 0 ? [value] : []
        while values.count < count {
            let least = reader.zigzag()
            for width in reader.take(miniblocks).map(Int.init) where values.count < count {
                let size = blockSize / miniblocks
                for difference in unpacked(reader.take(size * width / 8), width: width, size) where values.count < count
                {
                    value = value &+ least &+ Int64(bitPattern: difference)
                    if is32 { value = Int64(Int32(truncatingIfNeeded: value)) }
                    values.append(value)
                }
            }
        }
        expect(reader.isAtEnd, "the differences go on behind their numbers")
        return values.map(bytes)
    }
}
