/// A document of synthetic records, generated piece by piece.
///
/// A record depends on the seed and on its own number alone, so a longer document begins with the records of a shorter
/// one. The pretty style is that of Python's `json.dump(records, file, indent=2)`, the compact one that of
/// `separators=(",", ":")`.
///
/// ```swift
/// var records = SyntheticRecords(count: 1_000_000)
/// var buffer: [UInt8] = []
/// while records.fill(&buffer, upTo: 256 << 10) { try output.write(buffer) }
/// ```
public struct SyntheticRecords: Sendable {
    /// How a document is laid out.
    public enum Style: String, Sendable, CaseIterable {
        /// One array, indented by two spaces, one member per line.
        case pretty
        /// One array on one line, without spaces.
        case compact
        /// One record per line, without spaces.
        case ndjson
    }

    /// The number of records in the document.
    public let count: Int
    /// The seed from which the values are drawn.
    public let seed: UInt64
    private let layout: Layout
    /// The fraction of bad records, in millionths.
    private let faultyMillionths: Int
    /// The number of the next record; `count + 1` once the document is complete.
    private var next = 0

    /// Creates a document of `count` records, of which `invalidPercentage` percent (0 to 100) are bad.
    public init(count: Int, seed: UInt64 = 0, style: Style = .pretty, invalidPercentage: Double = 0) {
        precondition(count >= 0, "the number of records must not be negative")
        precondition(invalidPercentage >= 0 && invalidPercentage <= 100, "a percentage must be between 0 and 100")
        self.count = count
        self.seed = seed
        layout = Layout(style)
        let millionths = Int((invalidPercentage * 10_000).rounded())
        faultyMillionths = invalidPercentage > 0 ? max(1, millionths) : 0
    }

    /// Replaces the contents of `buffer` with the next piece of the document.
    ///
    /// The piece ends with the first record that reaches `limit` bytes, so it exceeds the limit by less than one
    /// record.
    /// - Returns: Whether there was anything left.
    public mutating func fill(_ buffer: inout [UInt8], upTo limit: Int) -> Bool {
        buffer.removeAll(keepingCapacity: true)
        var piece = GrowingBuffer<UInt8>(capacity: min(limit, 1 << 20) + 1_024)
        while next <= count, piece.count < max(limit, 1) {
            appendNext(to: &piece)
            next += 1
        }
        buffer.append(contentsOf: piece.span)
        // An empty NDJSON document has no bytes at all.
        return !buffer.isEmpty
    }

    /// Appends the next record, or the end of the document.
    private func appendNext(to piece: inout GrowingBuffer<UInt8>) {
        guard next < count else {
            return piece.append(contentsOf: count == 0 ? layout.empty.span : layout.closing.span)
        }
        piece.append(contentsOf: next == 0 ? layout.opening.span : layout.between.span)
        let record = SyntheticRecord(id: next, seed: seed)
        if let fault = fault(of: next) {
            fault.append(record, layout, to: &piece)
        } else {
            append(record, to: &piece)
        }
    }

    /// Returns the fault of a record, by its number from 0; `nil` for a good one.
    ///
    /// Bad records are evenly spread, and the faults occur in turn.
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
