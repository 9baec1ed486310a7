/// The commas and brackets at the end of a text, white space ignored, which may separate records and not belong to one.
///
/// ```
/// {"id" 7}  ,   {…        the record ends after its brace
/// {"id" 7}  ]  [  {…      the same: its array has ended, and the next one has begun
/// ```
///
/// The text may be cut anywhere.
struct TrailingSeparators: Sendable {
    /// Marks before the last four belong to the record.
    private static let limit = 4

    /// Just past the last byte before the marks.
    private var end: Int
    private var marks: [(byte: UInt8, offset: Int)] = []
    /// The last byte before the marks.
    private var lastByte: UInt8 = 0

    /// Starts where the record does.
    init(start: Int) {
        end = start
    }

    /// Takes the byte at `offset`.
    mutating func pass(_ byte: UInt8, at offset: Int) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), 0x1E: break
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"):
            if marks.count == Self.limit {
                let first = marks.removeFirst()
                (lastByte, end) = (first.byte, first.offset + 1)
            }
            marks.append((byte, offset))
        default:
            // This is the usual case: check first, as emptying the list costs something even if it is empty.
            if !marks.isEmpty { marks.removeAll(keepingCapacity: true) }
            lastByte = byte
            end = offset + 1
        }
    }

    /// The last byte that is not white space, and the one before it.
    var last: UInt8 { marks.last?.byte ?? lastByte }
    var lastButOne: UInt8 { marks.count > 1 ? marks[marks.count - 2].byte : marks.isEmpty ? 0 : lastByte }

    /// Where the record ends if the last `count` marks do not belong to it.
    func end(without count: Int) -> Int {
        let kept = marks.count - count
        return kept > 0 ? marks[kept - 1].offset + 1 : end
    }

    /// Where the record ends if each record is a line, and its line has ended; and the level after it.
    var lineBoundary: (end: Int, level: RecordLevel) {
        (end(without: last == UInt8(ascii: ",") ? 1 : 0), .document)
    }

    /// Where the record ends if a record, or the end of the input, follows, and at what level that is.
    func boundary(_ level: RecordLevel) -> (end: Int, level: RecordLevel) {
        switch (level, lastButOne, last) {
        case (.array, UInt8(ascii: "]"), UInt8(ascii: "[")): (end(without: 2), .array)
        case (.array, _, UInt8(ascii: ",")): (end(without: 1), .array)
        case (.array, _, UInt8(ascii: "]")): (end(without: 1), .document)
        case (.array, _, _): (end(without: 0), .array)
        case (.document, _, UInt8(ascii: "[")): (end(without: 1), .array)
        case (.document, _, UInt8(ascii: ",")): (end(without: 1), .document)
        case (.document, _, _): (end(without: 0), .document)
        }
    }
}
