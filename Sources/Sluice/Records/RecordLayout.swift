import CSluiceKernels

/// The bytes that stand between the values of one record, and which field each value belongs to.
///
/// Exports that a machine has written repeat them in record after record.
///
/// ```
/// {"id": 7, "name": "A"}        literals: `{"id": `  `, "name": `  `}`
///  └──────┘ └────────┘ └        fields:    id         name
/// ```
///
/// A layout is only ever a guess: every byte of a record is compared or checked, and a record that differs anywhere is
/// read by the general tokenizer.
final class RecordLayout {
    /// The bytes before one value, and where the value goes.
    struct Step: BitwiseCopyable {
        /// The bytes' place in `literals`.
        var start: Int32
        var length: Int32
        /// The value's column, or `RecordBatch.extraField`.
        var field: UInt16
        /// The key's place in the bytes, quotes included: an extra field keeps it.
        var keyStart: Int32
        var keyLength: Int32
    }

    /// A literal is compared in blocks of this many bytes, so as many must follow the last one.
    static let blockSize = 16
    /// Records with more fields are not worth a guess.
    private static let maximumFields = 512

    let steps: GrowingBuffer<Step>
    /// All literals one behind the other, with a block's worth of padding.
    private let literals: GrowingBuffer<UInt8>
    /// The bytes behind the last value, to the closing brace.
    let tail: Step
    /// The fields in the record's order, and the columns that it does not have.
    let order: GrowingBuffer<UInt16>
    let absentFields: [Int]

    /// The layout of the record that `batch` has in progress, `end` being the offset in the chunk just past it; `nil`
    /// for one that is not worth a guess: nested, or not faultless.
    init?(ofRowInProgressIn batch: borrowing RecordBatch, end: Int) {
        guard batch.building.isObject, !batch.hasViolationInProgress else { return nil }
        let order = batch.fieldsInProgress
        guard !order.isEmpty, order.count <= Self.maximumFields else { return nil }
        let view = batch.view
        var steps = GrowingBuffer<Step>(capacity: order.count)
        var literals = GrowingBuffer<UInt8>(capacity: end - Int(batch.building.start) + Self.blockSize)
        var place = Int(batch.building.start)
        var extra = batch.building.firstExtra
        for field in order {
            let slot = field == RecordBatch.extraField ? batch.extras[extra].value : batch[Int(field), batch.rowCount]
            guard slot.kind != .object, slot.kind != .array else { return nil }
            let literal = view.span.extracting(place..<Int(slot.offset))
            var step = Step(literal.count, at: literals.count, field: field)
            if field == RecordBatch.extraField {
                step.keyStart = Int32(Int(batch.extras[extra].keyOffset) - place)
                step.keyLength = Int32(batch.extras[extra].keyLength)
                extra += 1
            }
            steps.append(step)
            literals.append(contentsOf: literal)
            place = Int(slot.offset) + Int(slot.length)
        }
        tail = Step(end - place, at: literals.count, field: 0)
        literals.append(contentsOf: view.span.extracting(place..<end))
        for _ in 0..<Self.blockSize { literals.append(0) }
        absentFields = (0..<batch.fields.count).filter { !order.contains(UInt16($0)) }
        self.steps = steps
        self.literals = literals
        self.order = GrowingBuffer(order)
    }
}

extension RecordLayout {
    /// Whether the step's literal stands at `index`, with at least a block of bytes from its end on.
    @inline(__always)
    func stands(_ step: Step, at index: Int, in bytes: Span<UInt8>) -> Bool {
        guard index + Int(step.length) + Self.blockSize <= bytes.count else { return false }
        // SAFETY: there are `length` bytes and a block behind them on both sides: in the chunk by the line above, in
        // the literals by their padding.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe literals.withUnsafeElements { literals in
                unsafe sluice_has_prefix(
                    bytes.baseAddress.unsafelyUnwrapped + index,
                    literals + Int(step.start),
                    Int(step.length)
                ) != 0
            }
        }
    }
}

extension RecordLayout.Step {
    fileprivate init(_ length: Int, at start: Int, field: UInt16) {
        self.init(start: Int32(start), length: Int32(length), field: field, keyStart: 0, keyLength: 0)
    }
}
