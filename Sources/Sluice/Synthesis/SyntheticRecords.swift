/// A document of synthetic records in the shape that the stage before writes, made piece by piece.
///
/// A record depends on the seed and on its own number alone, so a longer document begins with the records of a shorter
/// one. The pretty style is what Python's `json.dump(records, file, indent=2)` writes, the compact one what it writes
/// with `separators=(",", ":")`.
///
/// ```swift
/// var records = SyntheticRecords(count: 1_000_000)
/// var buffer: [UInt8] = []
/// while records.fill(&buffer, upTo: 256 << 10) { try output.write(buffer) }
/// ```
public struct SyntheticRecords: Sendable {
    /// How a document is laid out.
    public enum Style: String, Sendable, CaseIterable {
        /// One array, two spaces of indentation, a member a line.
        case pretty
        /// One array on one line, without spaces.
        case compact
        /// A record a line, without spaces.
        case ndjson
    }

    /// How many records the document has.
    public let count: Int
    /// What the values are drawn from.
    public let seed: UInt64
    private let layout: Layout
    /// The share of bad records, in millionths.
    private let faultyMillionths: Int
    /// The record that comes next; `count + 1` when the document has been closed.
    private var next = 0

    /// A document of `count` records, of which `invalidPercentage` in a hundred are bad.
    public init(count: Int, seed: UInt64 = 0, style: Style = .pretty, invalidPercentage: Double = 0) {
        precondition(count >= 0, "a document has no negative number of records")
        precondition(invalidPercentage >= 0 && invalidPercentage <= 100, "a percentage is between 0 and 100")
        self.count = count
        self.seed = seed
        layout = Layout(style)
        let millionths = Int((invalidPercentage * 10_000).rounded())
        faultyMillionths = invalidPercentage > 0 ? max(1, millionths) : 0
    }

    /// Replaces what is in `buffer` by the next stretch of the document.
    ///
    /// The stretch ends with the first record that reaches `limit` bytes, so it is longer by less than one record.
    /// - Returns: whether there was anything left.
    public mutating func fill(_ buffer: inout [UInt8], upTo limit: Int) -> Bool {
        buffer.removeAll(keepingCapacity: true)
        var stretch = GrowingBuffer<UInt8>(capacity: min(limit, 1 << 20) + 1_024)
        while next <= count, stretch.count < max(limit, 1) {
            appendNext(to: &stretch)
            next += 1
        }
        buffer.append(contentsOf: stretch.span)
        // An empty document in lines has no bytes at all.
        return !buffer.isEmpty
    }

    /// Appends the record that comes next, or the end of the document.
    private func appendNext(to stretch: inout GrowingBuffer<UInt8>) {
        guard next < count else {
            return stretch.append(contentsOf: count == 0 ? layout.empty.span : layout.closing.span)
        }
        stretch.append(contentsOf: next == 0 ? layout.opening.span : layout.between.span)
        let record = SyntheticRecord(id: next, seed: seed)
        if let fault = fault(of: next) {
            fault.append(record, layout, to: &stretch)
        } else {
            append(record, to: &stretch)
        }
    }

    /// Returns what is wrong with a record; `nil` for a good one.
    ///
    /// Bad records are spread evenly and take the faults in turn.
    public func fault(of record: Int) -> SyntheticFault? {
        guard faultyMillionths > 0 else { return nil }
        let ordinal = faultyCount(before: record)
        guard faultyCount(before: record + 1) > ordinal else { return nil }
        return SyntheticFault.allCases[ordinal % SyntheticFault.allCases.count]
    }

    /// Returns how many of the first `count` records are bad.
    private func faultyCount(before count: Int) -> Int {
        // In two steps, so that no product overflows.
        let (millions, rest) = count.quotientAndRemainder(dividingBy: 1_000_000)
        return millions * faultyMillionths + rest * faultyMillionths / 1_000_000
    }

    private func append(_ record: SyntheticRecord, to buffer: inout GrowingBuffer<UInt8>) {
        buffer.append(contentsOf: layout.beforeID.span)
        DecimalDigits.append(record.id, to: &buffer)
        buffer.append(contentsOf: layout.beforeName.span)
        DecimalDigits.append(record.id, to: &buffer)
        buffer.append(contentsOf: layout.beforeCategory.span)
        buffer.append(record.category)
        buffer.append(contentsOf: layout.beforeValue.span)
        record.appendValue(to: &buffer)
        buffer.append(contentsOf: layout.beforeQuantity.span)
        DecimalDigits.append(record.quantity, to: &buffer)
        buffer.append(contentsOf: layout.beforeActive.span)
        buffer.append(contentsOf: record.isActive ? layout.trueText.span : layout.falseText.span)
        buffer.append(contentsOf: layout.beforeCreationTime.span)
        record.appendCreationTime(to: &buffer)
        buffer.append(contentsOf: layout.afterCreationTime.span)
    }
}
