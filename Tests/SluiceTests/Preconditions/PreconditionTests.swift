import Testing

@testable import Sluice

/// Memory is read without checks only where one of these has checked: a process that would read elsewhere ends.
@Suite("A process ends rather than")
struct PreconditionTests {
    /// Expects that it ended for this reason and no other; an optimised build does not print any.
    private func expect(_ result: ExitTest.Result?, _ reason: String, at location: SourceLocation = #_sourceLocation) {
        guard let result, _isDebugAssertConfiguration() else { return }
        let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(errors.contains(reason), sourceLocation: location)
    }

    @Test("read beside a buffer's elements")
    func bufferIndex() async {
        let after = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var buffer = GrowingBuffer<UInt8>(capacity: 16)
            buffer.append(1)
            _ = buffer[1]
        }
        expect(after, "GrowingBuffer index out of range")
        let before = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let buffer = GrowingBuffer<UInt8>(capacity: 16)
            _ = buffer[-1]
        }
        expect(before, "GrowingBuffer index out of range")
        let written = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var buffer = GrowingBuffer<UInt8>(capacity: 16)
            buffer[0] = 1
        }
        expect(written, "GrowingBuffer index out of range")
    }

    @Test("write past a buffer's memory")
    func bufferRoom() async {
        let appended = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var buffer = GrowingBuffer<UInt8>(capacity: 16)
            for _ in 0..<17 { buffer.appendReserved(1) }
        }
        expect(appended, "no room was reserved")
        let written = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var buffer = GrowingBuffer<UInt8>(capacity: 16)
            // SAFETY: nothing is written.
            unsafe buffer.withUnsafeFreeElements { _ in 17 }
        }
        expect(written, "more was written than was reserved")
        let lengthened = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var buffer = GrowingBuffer<UInt8>(capacity: 16)
            buffer.truncate(to: 1)
        }
        expect(lengthened, "a buffer can only be shortened")
    }

    @Test("read a slot that a batch does not have")
    func batchSlots() async {
        let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let batch = RecordBatch(fields: FieldTable(names: [Array("a".utf8)]))
            _ = batch[0, batch.rowCapacity]
        }
        expect(row, "no such slot")
        let field = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let batch = RecordBatch(fields: FieldTable(names: [Array("a".utf8)]))
            _ = batch[-1, 0]
        }
        expect(field, "no such slot")
    }

    @Test("move rows without their columns")
    func batchRows() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var batch = RecordBatch(fields: FieldTable(names: [Array("a".utf8)]))
            batch.removeRejectedRows(keeping: 0)
        }
        expect(result, "rows with columns cannot be moved")
    }

    @Test("load a word that reaches past the end")
    func words() async {
        let word = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Array("1234567".utf8).littleEndianWord(at: 0)
        }
        expect(word, "a word must end within the span")
        let half = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let bytes = Array("12345678".utf8)
            let span = bytes.span
            _ = span.littleEndianHalfWord(at: 5)
        }
        expect(half, "a word must end within the span")
    }

    @Test("lend more of a chunk than it has")
    func chunkPrefix() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = ChunkBytes(Array("1234".utf8), offset: 100).prefix(5)
        }
        expect(result, "a prefix is no longer than the whole")
    }

    @Test("read a pipe backwards")
    func pipe() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            // Nothing is read from the descriptor: none is needed.
            let source = PipeSource(descriptor: -1, name: "pipe", cancellation: Cancellation())
            _ = try source.window(at: 10, count: 0)
            _ = try source.window(at: 9, count: 0)
        }
        expect(result, "a pipe cannot be read backwards")
    }

    @Test("number more fields than there are numbers")
    func fields() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = FieldTable(names: (0..<Int(UInt16.max)).map { Array("\($0)".utf8) })
        }
        expect(result, "a field number must fit 16 bits")
    }

    @Test("round to places that have no exact power of ten")
    func rounding() async {
        let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = DecimalRounding.rounded(0.5, toPlaces: 23)
        }
        expect(many, "decimal places must be in 0...22")
        let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = DecimalRounding.rounded(0.5, toPlaces: -1)
        }
        expect(negative, "decimal places must be in 0...22")
    }

    @Test("make a document that cannot be")
    func synthesis() async {
        let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = SyntheticRecords(count: -1)
        }
        expect(count, "the number of records must not be negative")
        let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = SyntheticRecords(count: 1, invalidPercentage: -0.1)
        }
        expect(negative, "a percentage must be between 0 and 100")
        let notANumber = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = SyntheticRecords(count: 1, invalidPercentage: .nan)
        }
        expect(notANumber, "a percentage must be between 0 and 100")
    }
}
